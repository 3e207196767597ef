package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.ExpireRequest;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds whatever is due or half-done and moves it on: expires requests that nobody answered, notes
/// after-reviews that are overdue, hands grants to the functions that start and end them.
///
/// A case that cannot be handled is put aside, so that it never holds up the others, however many
/// there are: for five minutes when something did not answer, for fifteen when trying again will
/// hardly help. It comes again for ever.
public final class SweepGrants {
  /// When a case that was handed over is looked at again, if it still is due.
  public static final Duration AGAIN = Duration.ofMinutes(5);

  /// When a case is looked at again that is broken, or that the code cannot cope with.
  static final Duration ASIDE = Duration.ofMinutes(15);

  /// How long an end may take before it is stuck: the sweep has handed it over twice by then.
  public static final Duration STUCK = Duration.ofMinutes(15);

  private static final Actor ME = new Actor.Function("sweep-grants");

  private final CaseStore store;
  private final GrantDispatcher handover;

  public SweepGrants(CaseStore store, GrantDispatcher handover) {
    this.store = store;
    this.handover = handover;
  }

  /// What a sweep did.
  ///
  /// @param stuck grants that should have ended [#STUCK] ago and have not; each is looked at again
  ///   within a quarter of an hour, so a sweep that names none does not mean that there is none
  public record Report(
      int due,
      int expired,
      int overdue,
      int started,
      int ended,
      List<GrantId> stuck,
      List<Failure> failures) {
    public Report {
      stuck = List.copyOf(stuck);
      failures = List.copyOf(failures);
    }

    /// Says whether another sweep at once would find something else.
    public boolean moved() {
      return expired + started + ended > 0 || failures.stream().anyMatch(Failure::aside);
    }
  }

  /// A case that could not be handled.
  ///
  /// @param broken whether trying again will hardly help
  /// @param aside whether it was put aside
  public record Failure(RequestId id, String why, boolean broken, boolean aside) {}

  private enum Step {
    NOTHING,
    EXPIRED,
    OVERDUE,
    STARTED,
    ENDED
  }

  /// Sweeps once, over at most `limit` cases.
  public Report sweep(Instant now, int limit) {
    List<RequestId> due = store.due(now, limit);
    int[] steps = new int[Step.values().length];
    List<GrantId> stuck = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (RequestId id : due) {
      try {
        steps[handle(id, now, stuck).ordinal()]++;
      } catch (Fault fault) {
        boolean broken = fault.kind() == Fault.Kind.BROKEN;
        failures.add(failed(id, fault.kind() + ": " + fault.getMessage(), broken, now));
      } catch (RuntimeException unforeseen) {
        failures.add(failed(id, Fault.Kind.BROKEN + ": " + unforeseen, true, now));
      }
    }
    return new Report(
        due.size(),
        steps[Step.EXPIRED.ordinal()],
        steps[Step.OVERDUE.ordinal()],
        steps[Step.STARTED.ordinal()],
        steps[Step.ENDED.ordinal()],
        stuck,
        failures);
  }

  private Failure failed(RequestId id, String why, boolean broken, Instant now) {
    try {
      store.putAside(id, now, now.plus(broken ? ASIDE : AGAIN));
      return new Failure(id, why, broken, true);
    } catch (RuntimeException neither) {
      return new Failure(id, why + "; not put aside: " + neither.getMessage(), broken, false);
    }
  }

  private Step handle(RequestId id, Instant now, List<GrantId> stuck) {
    Optional<AccessCase> found = store.load(id);
    if (found.isEmpty() || found.get().dueAt().filter(due -> !due.isAfter(now)).isEmpty()) {
      return Step.NOTHING;
    }
    AccessCase current = found.get();
    current.grant().filter(grant -> stuck(grant, now)).map(Grant::id).ifPresent(stuck::add);
    if (current.request() instanceof AccessRequest.Pending pending) {
      return store.commit(ExpireRequest.of(pending, current, now)) ? Step.EXPIRED : Step.NOTHING;
    }
    Optional<AfterReview.Awaited> late =
        current.awaitedAfterReview().filter(owed -> !owed.overdue() && owed.late(now));
    if (late.isPresent()) {
      return store.commit(overdue(current, late.get(), now)) ? Step.OVERDUE : Step.NOTHING;
    }
    return current.grant().map(grant -> hand(current, grant, now)).orElse(Step.NOTHING);
  }

  /// A grant that is over and never was marked as ending is as stuck as one that was.
  private static boolean stuck(Grant grant, Instant now) {
    return switch (grant) {
      case Grant.Ended _ -> false;
      case Grant.Ending ending -> !now.isBefore(ending.at().plus(STUCK));
      case Grant.Scheduled _, Grant.Active _ -> grant.terms().over(now.minus(STUCK));
    };
  }

  /// Notes it once. What else the case is due for comes with the next look.
  private static CaseChange overdue(AccessCase current, AfterReview.Awaited late, Instant now) {
    return CaseChange.of(current, now)
        .afterReview(late.noted())
        .noting(
            EventType.AFTER_REVIEW_OVERDUE,
            ME,
            Map.of(
                "deadline",
                late.deadline().toString(),
                "requester",
                current.request().submission().requester().id().canonical(),
                "reviewers",
                late.groups().stream().map(Group::name).collect(Collectors.joining(", "))));
  }

  private Step hand(AccessCase current, Grant grant, Instant now) {
    try {
      if (grant instanceof Grant.Scheduled scheduled && !scheduled.terms().over(now)) {
        handover.start(grant.id());
        return Step.STARTED;
      }
      handover.end(grant.id());
      return Step.ENDED;
    } finally {
      store.defer(current.id(), current.version(), now.plus(AGAIN));
    }
  }
}
