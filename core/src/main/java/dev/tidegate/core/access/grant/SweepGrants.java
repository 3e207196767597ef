package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.ExpireRequest;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Processes whatever is due or half done: expires requests that nobody answered, records overdue
/// after-reviews, and hands grants to the functions that start and end them.
///
/// A case that cannot be handled is put aside, so that it never delays others: for [#AGAIN] when
/// something did not answer, for [#ASIDE] when retrying is unlikely to help. It is retried for
/// ever.
public final class SweepGrants {
  /// How long a case that was handed over is left alone before the sweep takes it again, if it is
  /// still due.
  public static final Duration AGAIN = Timing.SWEEP;

  /// How long a case is put aside that is broken, or that the code cannot handle.
  static final Duration ASIDE = Timing.STUCK;

  /// How long an end may take before it counts as stuck: the sweep has handed it over twice by
  /// then.
  public static final Duration STUCK = Timing.STUCK;

  private static final Actor ME = new Actor.Function("sweep-grants");

  private final CaseStore store;
  private final CaseRunner runner;
  private final GrantDispatcher handover;

  public SweepGrants(CaseStore store, GrantDispatcher handover) {
    this.store = store;
    this.runner = new CaseRunner(store);
    this.handover = handover;
  }

  /// The result of a sweep.
  ///
  /// @param stuck grants that should have ended [#STUCK] ago and have not. Each is taken again only
  ///   after some minutes, so a sweep without any does not mean that there are none
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

    /// Returns whether another sweep at once would find something else.
    public boolean moved() {
      return expired + started + ended > 0 || failures.stream().anyMatch(Failure::aside);
    }
  }

  /// A case that could not be handled.
  ///
  /// @param broken whether retrying is unlikely to help
  /// @param aside whether it was put aside
  public record Failure(RequestId id, String why, boolean broken, boolean aside) {}

  /// What is left to do for a case once its change is written.
  sealed interface Move {
    /// Nothing: it is not due, or somebody else moved it on.
    record Nothing() implements Move {}

    /// Nobody answered the request.
    record Expired() implements Move {}

    /// The after-review is overdue.
    record Overdue() implements Move {}

    /// The grant goes to the function that starts grants.
    record Start(AccessCase current, Grant grant) implements Move {}

    /// The grant goes to the function that ends grants.
    record End(AccessCase current, Grant grant) implements Move {}
  }

  /// Sweeps once, over at most `limit` cases.
  public Report sweep(Instant now, int limit) {
    List<RequestId> due = store.due(now, limit);
    int expired = 0;
    int overdue = 0;
    int started = 0;
    int ended = 0;
    List<GrantId> stuck = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (RequestId id : due) {
      try {
        switch (handle(id, now, stuck)) {
          case Move.Nothing _ -> {}
          case Move.Expired _ -> expired++;
          case Move.Overdue _ -> overdue++;
          case Move.Start _ -> started++;
          case Move.End _ -> ended++;
        }
      } catch (Fault fault) {
        boolean broken = fault.kind() == Fault.Kind.BROKEN;
        failures.add(failed(id, fault.kind() + ": " + fault.getMessage(), broken, now));
      } catch (RuntimeException unforeseen) {
        failures.add(failed(id, Fault.Kind.BROKEN + ": " + unforeseen, true, now));
      }
    }
    return new Report(due.size(), expired, overdue, started, ended, stuck, failures);
  }

  private Failure failed(RequestId id, String why, boolean broken, Instant now) {
    try {
      store.putAside(id, now, now.plus(broken ? ASIDE : AGAIN));
      return new Failure(id, why, broken, true);
    } catch (RuntimeException neither) {
      return new Failure(id, why + "; not put aside: " + neither.getMessage(), broken, false);
    }
  }

  private Move handle(RequestId id, Instant now, List<GrantId> stuck) {
    Move move =
        runner.onRequest(
            id,
            current -> {
              stuck(current, now).ifPresent(stuck::add);
              return decide(current, now);
            },
            new Move.Nothing());
    switch (move) {
      case Move.Nothing _, Move.Expired _, Move.Overdue _ -> {}
      case Move.Start(AccessCase current, Grant grant) ->
          hand(current, now, () -> handover.start(grant.id()));
      case Move.End(AccessCase current, Grant grant) ->
          hand(current, now, () -> handover.end(grant.id()));
    }
    return move;
  }

  /// Decides how a case moves on at `now`. When another change comes first, the case is left to the
  /// next sweep.
  static Step<Move> decide(AccessCase current, Instant now) {
    if (!due(current, now)) {
      return new Step.Answer<>(new Move.Nothing());
    }
    if (current.request() instanceof AccessRequest.Pending pending) {
      return new Step.CommitOnce<>(
          ExpireRequest.of(pending, current, now), new Move.Expired(), new Move.Nothing());
    }
    Optional<AfterReview.Awaited> late =
        current.awaitedAfterReview().filter(owed -> !owed.overdue() && owed.late(now));
    if (late.isPresent()) {
      return new Step.CommitOnce<>(
          overdue(current, late.get(), now), new Move.Overdue(), new Move.Nothing());
    }
    return new Step.Answer<>(
        current.grant().map(grant -> next(current, grant, now)).orElseGet(Move.Nothing::new));
  }

  private static boolean due(AccessCase current, Instant now) {
    return current.dueAt().filter(due -> !due.isAfter(now)).isPresent();
  }

  private static Move next(AccessCase current, Grant grant, Instant now) {
    return grant instanceof Grant.Scheduled scheduled && !scheduled.terms().over(now)
        ? new Move.Start(current, grant)
        : new Move.End(current, grant);
  }

  private static Optional<GrantId> stuck(AccessCase current, Instant now) {
    return current.grant().filter(grant -> due(current, now) && stuck(grant, now)).map(Grant::id);
  }

  /// Returns whether a grant is stuck; one that was never marked as ending counts as well.
  private static boolean stuck(Grant grant, Instant now) {
    return switch (grant) {
      case Grant.Ended _ -> false;
      case Grant.Ending ending -> !now.isBefore(ending.at().plus(STUCK));
      case Grant.Scheduled _, Grant.Active _ -> grant.terms().over(now.minus(STUCK));
    };
  }

  /// Records an overdue after-review, once. Whatever else the case is due for is left to the next
  /// sweep.
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

  private void hand(AccessCase current, Instant now, Runnable over) {
    try {
      over.run();
    } finally {
      store.defer(current.id(), current.version(), now.plus(AGAIN));
    }
  }
}
