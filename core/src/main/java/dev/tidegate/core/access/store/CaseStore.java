package dev.tidegate.core.access.store;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Stores cases and their events: what [SingleCaseStore] does with a case that the caller names,
/// and the lists and due times by which cases are found.
///
/// Failures to reach the store are [Fault]s, which leave the case unchanged or completely changed.
public interface CaseStore extends SingleCaseStore {
  /// Reads a case with all its sessions and events, oldest first, strongly consistently.
  Optional<CaseHistory> history(RequestId id);

  /// Reads a case with a page of its events after number `after`, oldest first, strongly
  /// consistently. The cost depends on the page, not on the number of events.
  Optional<CaseEvents> events(RequestId id, int after);

  /// Lists the cases that a principal submitted, newest first.
  Page<AccessCase> submittedBy(PrincipalId requester, PageRequest page);

  /// Lists the cases that wait for an answer of any of `groups`, newest first, each case once.
  ///
  /// A page may be short or empty and still have a next one, since cases that no longer wait are
  /// left out.
  Page<AccessCase> waitingFor(SortedSet<Group> groups, PageRequest page);

  /// Lists the cases that a principal answered or gave an after-review for, newest first, since the
  /// release that introduced this list.
  Page<AccessCase> answeredBy(PrincipalId reviewer, PageRequest page);

  /// Lists the cases in a state, newest first; [CaseState#APPROVED] includes all states of the
  /// grant.
  Page<AccessCase> inState(CaseState state, PageRequest page);

  /// Returns the case of `requester` whose after-review has been overdue the longest, if any. It
  /// may lag behind by moments, so callers load the case before they decide.
  Optional<RequestId> overdueAfterReview(PrincipalId requester, Instant now);

  /// Returns at most `limit` cases that are due at `now`, the longest due first. The cost depends
  /// on what is due, not on what exists. After more than two days without a call, some cases may be
  /// returned only by later calls.
  List<RequestId> due(Instant now, int limit);

  /// Returns all Ended cases whose due time is from `from` up to `until`, that is, those whose Deny
  /// is in place. It may lag behind by moments. Unreadable cases are left out; the sweep reports
  /// them.
  List<AccessCase> endedDue(Instant from, Instant until);

  /// Postpones the due time of a case without changing it otherwise, if it is still at `version`.
  void defer(RequestId id, long version, Instant until);

  /// Postpones the due time of a case that is due at `now`, whatever its version, even if it cannot
  /// be read. Has no effect when it is no longer due.
  void putAside(RequestId id, Instant now, Instant until);
}
