package dev.tidegate.core.access.store;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Refusal;
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

/// Keeps cases and their events. Every write is one transaction that is conditional on the version
/// it was made from.
///
/// Failures to reach the store are [Fault]s; they leave the case as it was or fully changed, never
/// half.
public interface CaseStore {
  /// Reads a case, strongly consistent.
  Optional<AccessCase> load(RequestId id);

  /// Reads a case with all its sessions and events, oldest first; strongly consistent.
  Optional<CaseHistory> history(RequestId id);

  /// Reads a case with those of its events whose numbers are above `after`, oldest first; strongly
  /// consistent. Costs follow the part that is read, not how many there are.
  Optional<CaseEvents> events(RequestId id, int after);

  /// Writes a change with its events, its list entries, its due time, the grant's watch item and
  /// the count of its refusal, all or nothing.
  ///
  /// @return false, with nothing written, when the case is no longer at the version the change was
  ///   made from (or, for a new case, when it exists), or other writers were in its way; after a
  ///   moment of random length where that helps the next attempt
  boolean commit(CaseChange change);

  /// Counts a refusal that was recorded before, and records the count when that is due.
  ///
  /// @return false, with nothing written, when it is the first of its kind and day
  boolean countRefusal(Refusal refusal);

  /// Records a refusal in the chain of the person and the day, or counts it when it was recorded
  /// before. No case is touched.
  void recordRefusal(Refusal refusal);

  /// Lists the cases that a principal submitted, newest first.
  Page<AccessCase> submittedBy(PrincipalId requester, PageRequest page);

  /// Lists the cases that wait for an answer of one of `groups`, each case once, newest first,
  /// whichever group they wait for.
  ///
  /// A page may be short, or empty, and still have a next one: what no longer waits is left out.
  Page<AccessCase> waitingFor(SortedSet<Group> groups, PageRequest page);

  /// Lists the cases that a principal answered, or looked back at, newest first: those answered
  /// since this list is kept.
  Page<AccessCase> answeredBy(PrincipalId reviewer, PageRequest page);

  /// Lists the cases in a state, newest first: of [CaseState#APPROVED] those whose request is,
  /// whatever their grant does.
  Page<AccessCase> inState(CaseState state, PageRequest page);

  /// Returns the case of `requester` whose after-review has been overdue the longest; nothing when
  /// none is. It may lag behind by moments: whoever decides by it loads the case.
  Optional<RequestId> overdueAfterReview(PrincipalId requester, Instant now);

  /// Returns cases whose due time is `now` or earlier, the longest due first, at most `limit`.
  /// Costs follow what is due, not what exists. When nobody looked for more than two days, what is
  /// in between may come only with one of the next calls.
  List<RequestId> due(Instant now, int limit);

  /// Returns the Ended cases whose due time lies from `from` up to `until`, every page: those whose
  /// cut stands. It may lag behind by moments. One that cannot be read is left out: the sweep finds
  /// it, and says so.
  List<AccessCase> endedDue(Instant from, Instant until);

  /// Moves the due time of a case without changing it otherwise; no effect when it is no longer at
  /// `version`.
  void defer(RequestId id, long version, Instant until);

  /// Moves the due time of a case that is due at `now`, whatever its version: also of one that
  /// cannot be read. No effect when it is not due any more.
  void putAside(RequestId id, Instant now, Instant until);
}
