package dev.tidegate.core.broker;

import dev.tidegate.core.audit.ChainHead;
import dev.tidegate.core.grant.Cut;
import dev.tidegate.core.grant.Grant;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.request.AccessRequest;
import dev.tidegate.core.request.RequestId;
import dev.tidegate.core.session.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Everything about one request that a verb needs: the request, its grant, how many sessions it
/// issued, and the head of its chain of events. One item in the store, replaced as a whole under
/// its version.
///
/// @param version counts the changes; a change is only written over the version it was made from
public record AccessCase(
    AccessRequest request, Optional<Grant> grant, Tally sessions, ChainHead head, long version) {
  /// How long a grant may stay Scheduled before the sweep starts it.
  static final Duration START_GRACE = Duration.ofMinutes(2);

  /// Returns the id.
  public RequestId id() {
    return request.id();
  }

  /// Returns the state that lists sort by: the grant's when there is one, else the request's.
  public State state() {
    return grant.map(State::of).orElseGet(() -> State.of(request));
  }

  /// Returns the approver sets that the request was submitted under; none when it needed no
  /// approval.
  public List<ApproverSet> approvals() {
    return request.submission().decision() instanceof Decision.NeedsApproval needs
        ? needs.approvals()
        : List.of();
  }

  /// Returns every group that may answer this request.
  public SortedSet<Group> approverGroups() {
    SortedSet<Group> groups = new TreeSet<>();
    approvals().forEach(set -> groups.addAll(set.groups()));
    return groups;
  }

  /// Returns the groups whose list of waiting requests this one is in: none once it is answered.
  public SortedSet<Group> waitsFor() {
    return request instanceof AccessRequest.Pending ? approverGroups() : new TreeSet<>();
  }

  /// Returns when this case wants attention next; nothing when it never does.
  public Optional<Instant> dueAt() {
    return grant
        .map(AccessCase::dueAt)
        .orElseGet(
            () ->
                request instanceof AccessRequest.Pending
                    ? Optional.of(request.submission().answerBy())
                    : Optional.empty());
  }

  private static Optional<Instant> dueAt(Grant grant) {
    return switch (grant) {
      case Grant.Scheduled scheduled -> Optional.of(scheduled.terms().startsAt().plus(START_GRACE));
      case Grant.Active active -> Optional.of(active.terms().endsAt());
      case Grant.Ending ending -> Optional.of(ending.at());
      case Grant.Ended ended ->
          switch (ended.cut()) {
            case Cut.Standing standing -> Optional.of(standing.until());
            case Cut.RoleWide roleWide -> Optional.of(roleWide.until());
            case Cut.Nothing _, Cut.Removed _ -> Optional.empty();
          };
    };
  }
}
