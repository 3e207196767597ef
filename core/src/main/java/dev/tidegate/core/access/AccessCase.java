package dev.tidegate.core.access;

import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Everything about one request that an operation needs: the request, its grant, the count of its
/// sessions, and the head of its chain of events. It is one item in the store, which is replaced as
/// a whole, conditional on its version.
///
/// @param version counts the changes; a change is only written over the version that it was made
///   from
/// @param afterReview the after-review of break-glass access, outstanding or given
/// @param continuedBy the grant that continues this one, once its end is scheduled
public record AccessCase(
    AccessRequest request,
    Optional<Grant> grant,
    SessionCount sessions,
    ChainHead head,
    long version,
    Optional<AfterReview> afterReview,
    Optional<GrantId> continuedBy) {
  /// How long a grant may stay Scheduled before the sweep starts it.
  public static final Duration START_GRACE = Timing.START_GRACE;

  /// Creates a case without an after-review and without a continuation.
  public AccessCase(
      AccessRequest request,
      Optional<Grant> grant,
      SessionCount sessions,
      ChainHead head,
      long version) {
    this(request, grant, sessions, head, version, Optional.empty(), Optional.empty());
  }

  /// Returns the case with its request in another state.
  public AccessCase withRequest(AccessRequest moved) {
    return new AccessCase(moved, grant, sessions, head, version, afterReview, continuedBy);
  }

  /// Returns the case with a grant, or with its grant in another state.
  public AccessCase withGrant(Grant moved) {
    return new AccessCase(
        request, Optional.of(moved), sessions, head, version, afterReview, continuedBy);
  }

  /// Returns the case with another count of its sessions.
  public AccessCase withSessions(SessionCount counted) {
    return new AccessCase(request, grant, counted, head, version, afterReview, continuedBy);
  }

  /// Returns the case with a later head of its chain of events.
  public AccessCase withHead(ChainHead later) {
    return new AccessCase(request, grant, sessions, later, version, afterReview, continuedBy);
  }

  /// Returns the case with the next version.
  public AccessCase withNextVersion() {
    return new AccessCase(request, grant, sessions, head, version + 1, afterReview, continuedBy);
  }

  /// Returns the case with an after-review, or with its after-review in another state.
  public AccessCase withAfterReview(AfterReview moved) {
    return new AccessCase(request, grant, sessions, head, version, Optional.of(moved), continuedBy);
  }

  /// Returns the case with the grant that follows this one's.
  public AccessCase withContinuedBy(GrantId next) {
    return new AccessCase(request, grant, sessions, head, version, afterReview, Optional.of(next));
  }

  /// Returns the id.
  public RequestId id() {
    return request.id();
  }

  /// Returns the state for lists: the grant's if there is one, otherwise the request's.
  public CaseState state() {
    return grant.map(CaseState::of).orElseGet(() -> CaseState.of(request));
  }

  /// Returns the approver sets that the request was submitted under; none when it needed no
  /// approval.
  public List<ApproverSet> approvals() {
    return request.submission().decision() instanceof Decision.NeedsApproval needs
        ? needs.approvals()
        : List.of();
  }

  /// Returns the after-review that is outstanding, if any.
  public Optional<AfterReview.Awaited> awaitedAfterReview() {
    return afterReview
        .filter(AfterReview.Awaited.class::isInstance)
        .map(AfterReview.Awaited.class::cast);
  }

  /// Returns every group that may answer this request or give its after-review.
  public SortedSet<Group> concerned() {
    SortedSet<Group> groups = approverGroups();
    afterReview.ifPresent(review -> groups.addAll(review.groups()));
    return groups;
  }

  /// Returns every group that may answer this request.
  public SortedSet<Group> approverGroups() {
    SortedSet<Group> groups = new TreeSet<>();
    approvals().forEach(set -> groups.addAll(set.groups()));
    return groups;
  }

  /// Returns everybody who answered this request or gave its after-review.
  public Set<PrincipalId> answeredBy() {
    Set<PrincipalId> people = new HashSet<>();
    request.reviews().forEach(review -> people.add(review.reviewer().id()));
    if (afterReview.isPresent() && afterReview.get() instanceof AfterReview.Given given) {
      people.add(given.by().principal());
    }
    return people;
  }

  /// Returns the groups in whose list of waiting requests this one is: those that may answer it,
  /// until it is answered, then those that may give its after-review, until it is given.
  public SortedSet<Group> waitsFor() {
    if (request instanceof AccessRequest.Pending) {
      return approverGroups();
    }
    return awaitedAfterReview().map(AfterReview::groups).orElseGet(TreeSet::new);
  }

  /// Returns when this case next needs attention; empty when it never does.
  public Optional<Instant> dueAt() {
    return Stream.of(requestDue(), grant.flatMap(AccessCase::dueAt), afterReviewDue())
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private Optional<Instant> requestDue() {
    return request instanceof AccessRequest.Pending
        ? Optional.of(request.submission().answerBy())
        : Optional.empty();
  }

  private Optional<Instant> afterReviewDue() {
    return awaitedAfterReview()
        .filter(awaited -> !awaited.overdue())
        .map(AfterReview.Awaited::deadline);
  }

  private static Optional<Instant> dueAt(Grant grant) {
    return switch (grant) {
      case Grant.Scheduled scheduled -> Optional.of(scheduled.terms().startsAt().plus(START_GRACE));
      case Grant.Active active -> Optional.of(active.terms().endsAt());
      case Grant.Ending ending -> Optional.of(ending.at());
      case Grant.Ended ended ->
          switch (ended.cut()) {
            case Revocation.Standing standing -> Optional.of(standing.until());
            case Revocation.RoleWide roleWide -> Optional.of(roleWide.until());
            case Revocation.Nothing _, Revocation.Removed _ -> Optional.empty();
          };
    };
  }
}
