package dev.tidegate.core.broker;

import dev.tidegate.core.grant.Grant;
import dev.tidegate.core.request.AccessRequest;
import dev.tidegate.core.request.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds whatever is due or half-done and moves it on: expires requests that nobody answered, hands
/// grants to the functions that start and end them. One case that cannot be handled never holds up
/// the others.
public final class SweepGrants {
  /// When a case that was handed over is looked at again, if it still is due.
  static final Duration AGAIN = Duration.ofMinutes(5);

  private final CaseStore store;
  private final Handover handover;

  public SweepGrants(CaseStore store, Handover handover) {
    this.store = store;
    this.handover = handover;
  }

  /// What a sweep did.
  public record Report(int due, int expired, int started, int ended, List<Failure> failures) {
    public Report {
      failures = List.copyOf(failures);
    }
  }

  /// A case that could not be handled.
  public record Failure(RequestId id, String why) {}

  private enum Step {
    NOTHING,
    EXPIRED,
    STARTED,
    ENDED
  }

  /// Sweeps once, over at most `limit` cases.
  public Report sweep(Instant now, int limit) {
    List<RequestId> due = store.due(now, limit);
    int[] steps = new int[Step.values().length];
    List<Failure> failures = new ArrayList<>();
    for (RequestId id : due) {
      try {
        steps[handle(id, now).ordinal()]++;
      } catch (Fault fault) {
        failures.add(new Failure(id, fault.kind() + ": " + fault.getMessage()));
      } catch (RuntimeException unforeseen) {
        failures.add(new Failure(id, Fault.Kind.BROKEN + ": " + unforeseen));
      }
    }
    return new Report(
        due.size(),
        steps[Step.EXPIRED.ordinal()],
        steps[Step.STARTED.ordinal()],
        steps[Step.ENDED.ordinal()],
        failures);
  }

  private Step handle(RequestId id, Instant now) {
    Optional<AccessCase> found = store.load(id);
    if (found.isEmpty() || found.get().dueAt().filter(due -> !due.isAfter(now)).isEmpty()) {
      return Step.NOTHING;
    }
    AccessCase current = found.get();
    if (current.request() instanceof AccessRequest.Pending pending) {
      return store.commit(Expiry.of(pending, current, now)) ? Step.EXPIRED : Step.NOTHING;
    }
    return current.grant().map(grant -> hand(current, grant, now)).orElse(Step.NOTHING);
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
