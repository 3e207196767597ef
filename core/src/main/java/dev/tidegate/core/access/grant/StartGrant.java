package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.assess.PolicyRecheck;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.Retry;
import dev.tidegate.core.digest.Utf8;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Starts a grant: schedules its end first, then attaches a temporary policy if that is what was
/// asked, then says Active. Each step may be repeated; a crash between any two leaves nothing
/// without an end.
///
/// A grant that begins later gets both schedules at once and stays Scheduled; the second brings it
/// here again at its time. Since it was approved before that, it is decided again then: what the
/// policy in force no longer gives is not started, and ends. So it is with a start that comes late;
/// a prompt one is not decided twice.
///
/// A grant that continues another one tells that one's case so, after its end is scheduled. When it
/// starts, that one is over first; and it does not start when that one was ended before its time.
public final class StartGrant {
  private static final Actor ME = new Actor.Function("start-grant");

  /// What is told of why a grant did not start.
  private static final int LONGEST_REASON = 1000;

  private final CaseStore store;
  private final PolicySource policies;
  private final PolicyRecheck stillGiven;
  private final Extensions chain;
  private final GrantSchedules schedules;
  private final TemporaryPolicies temporary;
  private final PolicyDocuments documents;

  public StartGrant(
      CaseStore store,
      PolicySource policies,
      GrantSchedules schedules,
      TemporaryPolicies temporary,
      PolicyDocuments documents) {
    this.store = store;
    this.policies = policies;
    this.chain = new Extensions(store);
    this.stillGiven = new PolicyRecheck(new Assessor(documents));
    this.schedules = schedules;
    this.temporary = temporary;
    this.documents = documents;
  }

  /// What came of it.
  public enum Outcome {
    /// It is active now.
    STARTED,
    /// Its start is ahead: both its schedules are in place.
    WAITING,
    /// It is no longer given: it is ending, and never began.
    NOT_STARTED,
    /// Somebody started it before, or it is ending: nothing to do.
    NOTHING_TO_DO,
    /// Its time is up: ending it is for `end-grant`, which its due time reaches.
    TOO_LATE,
    /// No such grant.
    UNKNOWN
  }

  /// Starts the grant if it still is Scheduled and its time has come.
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
      case Grant.Scheduled scheduled when scheduled.terms().ahead(now) -> {
        schedules.ensureEnd(scheduled.id(), scheduled.terms().endsAt(), now);
        schedules.ensureStart(scheduled.id(), scheduled.terms().startsAt(), now);
        tell(current, scheduled, now);
        yield Optional.of(Outcome.WAITING);
      }
      case Grant.Scheduled scheduled ->
          objection(current, scheduled, now)
              .map(reason -> cancel(current, scheduled, reason, now))
              .orElseGet(() -> start(current, scheduled, now));
      case Grant.Active _, Grant.Ending _, Grant.Ended _ -> Optional.of(Outcome.NOTHING_TO_DO);
    };
  }

  /// Says why a grant that was approved some time ago is not to start.
  private Optional<String> objection(AccessCase current, Grant.Scheduled grant, Instant now) {
    AccessRequest request = current.request();
    Optional<String> broken =
        request.submission().continues().flatMap(before -> chain.takeOver(before, ME, now));
    if (broken.isPresent()) {
      return broken;
    }
    if (request instanceof AccessRequest.Approved approved
        && !grant.terms().ahead(approved.at())
        && now.isBefore(approved.at().plus(AccessCase.START_GRACE))) {
      return Optional.empty();
    }
    return switch (stillGiven.ask(
        policies.current(),
        request.submission().requester(),
        request,
        now,
        grant.terms().endsAt())) {
      case PolicyRecheck.Answer.Yes _ -> Optional.empty();
      case PolicyRecheck.Answer.No(Assessment _, String text) -> Optional.of(text);
    };
  }

  private void tell(AccessCase current, Grant grant, Instant now) {
    current
        .request()
        .submission()
        .continues()
        .ifPresent(before -> chain.tell(before, grant.id(), ME, now));
  }

  private Optional<Outcome> cancel(
      AccessCase current, Grant.Scheduled grant, String reason, Instant now) {
    String told = Utf8.wellFormed(Utf8.beginning(reason, LONGEST_REASON));
    CaseChange change =
        CaseChange.of(current, now)
            .grant(grant.end(new EndCause.Ineligible(told), now))
            .noting(
                EventType.GRANT_NOT_STARTED, ME, Map.of("grant", grant.id().text(), "why", told));
    return store.commit(change) ? Optional.of(Outcome.NOT_STARTED) : Optional.empty();
  }

  private Optional<Outcome> start(AccessCase current, Grant.Scheduled grant, Instant now) {
    schedules.ensureEnd(grant.id(), grant.terms().endsAt(), now);
    if (grant.terms().target() instanceof Target.ExistingRole) {
      temporary.attach(
          grant.terms(),
          documents.temporary(
              current.request().submission().permissions(), grant.terms().endsAt()));
    }
    tell(current, grant, now);
    CaseChange change =
        CaseChange.of(current, now)
            .grant(grant.activate(now))
            .noting(
                EventType.GRANT_ACTIVE,
                ME,
                Map.of("grant", grant.id().text(), "endsAt", grant.terms().endsAt().toString()));
    return store.commit(change) ? Optional.of(Outcome.STARTED) : Optional.empty();
  }
}
