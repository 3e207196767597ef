package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.assess.PolicyRecheck;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.Optional;

/// Starts a grant: schedules its end first, then attaches the temporary policy, if it is one, then
/// records the grant as Active. Each step may be repeated; a crash between two steps leaves no
/// access without an end.
///
/// A grant with a later start gets both schedules at once and stays Scheduled; the second schedule
/// calls this again at the start. The policy in force then decides again, and a grant that it no
/// longer gives ends without starting. The same applies when a start is late; a prompt start is not
/// decided twice.
///
/// A grant that continues another one is recorded in that one's case after its end is scheduled.
/// When it starts, the earlier one is ended first; it does not start if the earlier one was ended
/// early.
public final class StartGrant {
  static final Actor ME = new Actor.Function("start-grant");

  private final CaseRunner runner;
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
    this.runner = new CaseRunner(store);
    this.policies = policies;
    this.chain = new Extensions(store);
    this.stillGiven = new PolicyRecheck(new Assessor(documents));
    this.schedules = schedules;
    this.temporary = temporary;
    this.documents = documents;
  }

  /// The result of [#start].
  public enum Outcome {
    /// The grant is Active now.
    STARTED,
    /// Its start is in the future: both its schedules are in place.
    WAITING,
    /// It is no longer given: it is ending without having begun.
    NOT_STARTED,
    /// It was already started, or is ending.
    NOTHING_TO_DO,
    /// Its time is up; `end-grant` ends it.
    TOO_LATE,
    /// There is no such grant.
    UNKNOWN
  }

  /// Starts the grant, if it is still Scheduled and its start has come.
  public Outcome start(GrantId id, Instant now) {
    return runner.onGrant(
        id,
        (current, grant) -> carryOut(StartPlan.of(current, grant, now), current, now),
        Outcome.UNKNOWN);
  }

  /// Makes the calls of a plan, which come before what they are for is written: taking away is
  /// prepared before anything is given.
  private Step<Outcome> carryOut(StartPlan plan, AccessCase current, Instant now) {
    return switch (plan) {
      case StartPlan.Nothing(Outcome why) -> new Step.Answer<>(why);
      case StartPlan.Schedule(Grant.Scheduled grant) -> {
        schedules.ensureEnd(grant.id(), grant.terms().endsAt(), now);
        schedules.ensureStart(grant.id(), grant.terms().startsAt(), now);
        tell(current, grant, now);
        yield new Step.Answer<>(Outcome.WAITING);
      }
      case StartPlan.Begin begin -> {
        Optional<String> objection = objection(begin, current, now);
        if (objection.isPresent()) {
          yield StartPlan.notStarted(current, begin.grant(), objection.get(), now);
        }
        give(begin.grant(), current, now);
        yield StartPlan.started(current, begin.grant(), now);
      }
    };
  }

  /// Returns why a grant that was approved some time ago must not start, if so.
  private Optional<String> objection(StartPlan.Begin begin, AccessCase current, Instant now) {
    AccessRequest request = current.request();
    Optional<String> broken =
        request.submission().continues().flatMap(before -> chain.takeOver(before, ME, now));
    if (broken.isPresent() || !begin.decideAgain()) {
      return broken;
    }
    return switch (stillGiven.ask(
        policies.current(),
        request.submission().requester(),
        request,
        now,
        begin.grant().terms().endsAt())) {
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

  private void give(Grant.Scheduled grant, AccessCase current, Instant now) {
    schedules.ensureEnd(grant.id(), grant.terms().endsAt(), now);
    if (grant.terms().target() instanceof Target.ExistingRole) {
      temporary.attach(
          grant.terms(),
          documents.temporary(
              current.request().submission().permissions(), grant.terms().endsAt()));
    }
    tell(current, grant, now);
  }
}
