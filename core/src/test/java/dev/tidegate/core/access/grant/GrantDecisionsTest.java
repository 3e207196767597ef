package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What starting, sweeping and continuing grants, and ending a rewritten one, come to: decided
/// without a store and without AWS.
class GrantDecisionsTest {
  private static final RequestId ID = Samples.id(1);
  private static final CaseScenario SCHEDULED = CaseScenario.submitted(ID).approved(Samples.BOB);
  private static final CaseScenario ACTIVE = SCHEDULED.activated();
  private static final Instant END = terms(ACTIVE.now()).endsAt();

  @Test
  void aScheduledGrantBeginsAndIsDecidedAgainWhenItsApprovalIsOld() {
    Grant.Scheduled grant = (Grant.Scheduled) grant(SCHEDULED.now());
    Instant approved = SCHEDULED.changes().getLast().at();
    Instant late = approved.plus(AccessCase.START_GRACE);
    assertThat(start(SCHEDULED.now(), approved)).isEqualTo(new StartPlan.Begin(grant, false));
    assertThat(start(SCHEDULED.now(), late.minusNanos(1)))
        .isEqualTo(new StartPlan.Begin(grant, false));
    assertThat(start(SCHEDULED.now(), late)).isEqualTo(new StartPlan.Begin(grant, true));
  }

  @Test
  void aStartThatIsAheadIsScheduledAndOneThatIsPastDoesNothing() {
    AccessCase later =
        CaseScenario.submitted(Samples.submission(ID, Samples.later())).approved(Samples.BOB).now();
    Grant.Scheduled grant = (Grant.Scheduled) grant(later);
    Instant begins = grant.terms().startsAt();
    assertThat(start(later, begins.minusNanos(1))).isEqualTo(new StartPlan.Schedule(grant));
    assertThat(start(later, begins)).isEqualTo(new StartPlan.Begin(grant, true));
    assertThat(start(later, grant.terms().endsAt()))
        .isEqualTo(new StartPlan.Nothing(StartGrant.Outcome.TOO_LATE));
    assertThat(start(ACTIVE.now(), ACTIVE.next()))
        .isEqualTo(new StartPlan.Nothing(StartGrant.Outcome.NOTHING_TO_DO));
  }

  @Test
  void whatAStartWritesIsActiveOrAnEndThatSaysWhyInBoundedLength() {
    AccessCase scheduled = SCHEDULED.now();
    Grant.Scheduled grant = (Grant.Scheduled) grant(scheduled);
    Step.Commit<StartGrant.Outcome> started =
        (Step.Commit<StartGrant.Outcome>) StartPlan.started(scheduled, grant, SCHEDULED.next());
    assertThat(started.answer()).isEqualTo(StartGrant.Outcome.STARTED);
    assertThat(started.change().after().grant()).contains(grant.activate(SCHEDULED.next()));

    Step.Commit<StartGrant.Outcome> not =
        (Step.Commit<StartGrant.Outcome>)
            StartPlan.notStarted(scheduled, grant, "é".repeat(2000), SCHEDULED.next());
    assertThat(not.answer()).isEqualTo(StartGrant.Outcome.NOT_STARTED);
    AuditEvent event = not.change().events().getFirst();
    assertThat(event.type()).isEqualTo(EventType.GRANT_NOT_STARTED);
    assertThat(event.details().get("why")).isEqualTo("é".repeat(1000));
  }

  @Test
  void aSweepStartsEndsExpiresOrLeavesACase() {
    Instant grace = terms(SCHEDULED.now()).startsAt().plus(AccessCase.START_GRACE);
    assertThat(sweep(SCHEDULED, grace.minusNanos(1)))
        .isEqualTo(new Step.Answer<>(new SweepGrants.Move.Nothing()));
    assertThat(sweep(SCHEDULED, grace))
        .isEqualTo(
            new Step.Answer<>(new SweepGrants.Move.Start(SCHEDULED.now(), grant(SCHEDULED.now()))));
    assertThat(sweep(ACTIVE, END.minusNanos(1)))
        .isEqualTo(new Step.Answer<>(new SweepGrants.Move.Nothing()));
    assertThat(sweep(ACTIVE, END))
        .isEqualTo(new Step.Answer<>(new SweepGrants.Move.End(ACTIVE.now(), grant(ACTIVE.now()))));
    assertThat(sweep(SCHEDULED, END))
        .as("over before it began: it is ended, not started")
        .isEqualTo(
            new Step.Answer<>(new SweepGrants.Move.End(SCHEDULED.now(), grant(SCHEDULED.now()))));

    CaseScenario pending = CaseScenario.submitted(ID);
    Instant answerBy = pending.now().request().submission().answerBy();
    assertThat(sweep(pending, answerBy.minusNanos(1)))
        .isEqualTo(new Step.Answer<>(new SweepGrants.Move.Nothing()));
    assertThat(sweep(pending, answerBy))
        .isInstanceOfSatisfying(
            Step.CommitOnce.class,
            once -> {
              assertThat(once.written()).isEqualTo(new SweepGrants.Move.Expired());
              assertThat(once.overtaken()).isEqualTo(new SweepGrants.Move.Nothing());
              assertThat(once.change().events().stream().map(AuditEvent::type))
                  .containsExactly(EventType.REQUEST_EXPIRED);
            });
  }

  @Test
  void aRewrittenGrantBeginsToEndOnceAndSaysWhatWasWrong() {
    Grant.Active active = (Grant.Active) grant(ACTIVE.now());
    Instant now = ACTIVE.next();
    Grant.Ending ending = active.end(new EndCause.Rewritten("it says Allow *"), now);
    assertThat(EndRewritten.decide(ACTIVE.now(), active, "it says Allow *", now))
        .isEqualTo(
            new Step.Commit<>(
                CaseChange.of(ACTIVE.now(), now)
                    .grant(ending)
                    .noting(
                        EventType.GRANT_ENDING,
                        new Actor.Function("end-grant"),
                        Map.of(
                            "grant", active.id().text(),
                            "why", ending.cause().word(),
                            "reason", "it says Allow *")),
                true));
    AccessCase revoked = ACTIVE.revoked(Samples.SAM, "enough").now();
    assertThat(EndRewritten.decide(revoked, grant(revoked), "it says Allow *", now))
        .isEqualTo(new Step.Answer<>(false));
  }

  @Test
  void aGrantIsOverBeforeTheOneThatContinuesItBeginsUnlessItWasEndedEarly() {
    assertThat(over(ACTIVE.now(), END))
        .isInstanceOfSatisfying(
            Step.Commit.class,
            commit -> {
              assertThat(commit.answer()).isEqualTo(Optional.empty());
              assertThat(commit.change().after().grant())
                  .contains(((Grant.Active) grant(ACTIVE.now())).end(new EndCause.Time(), END));
            });
    AccessCase ended = ACTIVE.timeUp().ended(new Revocation.Nothing()).now();
    assertThat(over(ended, END)).isEqualTo(new Step.Answer<>(Optional.empty()));
    AccessCase revoked = ACTIVE.revoked(Samples.SAM, "enough").now();
    assertThat(over(revoked, END))
        .isEqualTo(
            new Step.Answer<>(
                Optional.of(
                    "the grant that it continues, "
                        + grant(revoked).id()
                        + ", was ended before its time: revoked")));
  }

  private static StartPlan start(AccessCase current, Instant now) {
    return StartPlan.of(current, grant(current), now);
  }

  private static Step<SweepGrants.Move> sweep(CaseScenario scenario, Instant now) {
    return SweepGrants.decide(scenario.now(), now);
  }

  private static Step<Optional<String>> over(AccessCase before, Instant now) {
    return Extensions.over(before, grant(before), new Actor.Function("start-grant"), now);
  }

  private static Grant grant(AccessCase current) {
    return current.grant().orElseThrow();
  }

  private static GrantTerms terms(AccessCase current) {
    return grant(current).terms();
  }
}
