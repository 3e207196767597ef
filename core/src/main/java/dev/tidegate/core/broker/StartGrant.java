package dev.tidegate.core.broker;

import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.grant.Grant;
import dev.tidegate.core.grant.GrantId;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Starts a grant: schedules its end first, then attaches a temporary policy if that is what was
/// asked, then says Active. Each step may be repeated; a crash between any two leaves nothing
/// without an end.
public final class StartGrant {
  private static final Actor ME = new Actor.Function("start-grant");

  private final CaseStore store;
  private final EndSchedule schedule;
  private final TemporaryPolicies temporary;
  private final PolicyDocuments documents;

  public StartGrant(
      CaseStore store,
      EndSchedule schedule,
      TemporaryPolicies temporary,
      PolicyDocuments documents) {
    this.store = store;
    this.schedule = schedule;
    this.temporary = temporary;
    this.documents = documents;
  }

  /// What came of it.
  public enum Outcome {
    /// It is active now.
    STARTED,
    /// Somebody started it before, or it is ending: nothing to do.
    NOTHING_TO_DO,
    /// Its time is up: ending it is for `end-grant`, which its due time reaches.
    TOO_LATE,
    /// No such grant.
    UNKNOWN
  }

  /// Starts the grant if it still is Scheduled.
  public Outcome start(GrantId id, Instant now) {
    return Retry.onConflict(
        () ->
            store
                .load(id.request())
                .flatMap(found -> found.grant().map(grant -> attempt(found, grant, now)))
                .orElseGet(() -> Optional.of(Outcome.UNKNOWN)));
  }

  private Optional<Outcome> attempt(AccessCase current, Grant grant, Instant now) {
    return switch (grant) {
      case Grant.Scheduled scheduled when scheduled.terms().over(now) ->
          Optional.of(Outcome.TOO_LATE);
      case Grant.Scheduled scheduled -> start(current, scheduled, now);
      case Grant.Active _, Grant.Ending _, Grant.Ended _ -> Optional.of(Outcome.NOTHING_TO_DO);
    };
  }

  private Optional<Outcome> start(AccessCase current, Grant.Scheduled grant, Instant now) {
    schedule.ensure(grant.id(), grant.terms().endsAt(), now);
    if (grant.terms().target() instanceof Target.ExistingRole) {
      temporary.attach(
          grant.terms(),
          documents.temporary(
              current.request().submission().permissions(), grant.terms().endsAt()));
    }
    Change change =
        Change.of(current, now)
            .grant(grant.activate(now))
            .noting(
                EventType.GRANT_ACTIVE,
                ME,
                Map.of("grant", grant.id().text(), "endsAt", grant.terms().endsAt().toString()));
    return store.commit(change) ? Optional.of(Outcome.STARTED) : Optional.empty();
  }
}
