package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduledStartTest {
  private static final Instant START = Samples.T0.plus(Duration.ofHours(5));
  private static final Instant END = START.plus(Duration.ofHours(1));

  private final SteppedWorld stage = new SteppedWorld();
  private final SamplePolicy usual = SamplePolicy.usual();

  @Test
  void theGrantBeginsWhenItWasAskedForAndLastsAsLong() {
    GrantId grant = approved(SamplePolicy.READ);
    assertThat(stage.world.now(grant).terms().startsAt()).isEqualTo(START);
    assertThat(stage.world.now(grant).terms().endsAt()).isEqualTo(END);
  }

  @Test
  void anApprovalAfterTheAskedStartMovesBoth() {
    RequestId id = submitted(SamplePolicy.READ);
    Instant late = START.plus(Duration.ofMinutes(20));
    stage.until(late);
    GrantId grant = stage.approved(id);
    assertThat(stage.world.now(grant).terms().startsAt()).isEqualTo(late);
    assertThat(stage.world.now(grant).terms().endsAt()).isEqualTo(late.plus(Duration.ofHours(1)));
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.STARTED);
  }

  @Test
  void itsEndIsScheduledFirstAndThenItsStartAndItStaysScheduled() {
    GrantId grant = approved(SamplePolicy.READ);
    stage.faults.clear();
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.WAITING);
    assertThat(stage.faults.calls())
        .containsExactly("store.load", "scheduler.ensure", "scheduler.ensureStart");
    assertThat(stage.world.aws().schedules()).containsEntry(grant, END);
    assertThat(stage.world.aws().starts()).containsEntry(grant, START);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Scheduled.class);
  }

  @Test
  void noSessionIsIssuedBeforeTheStartAndTheRefusalNamesIt() {
    GrantId grant = approved(SamplePolicy.READ);
    stage.start(grant);
    stage.until(START.minusSeconds(1));
    assertThat(stage.issue(Samples.ALICE, grant))
        .isInstanceOfSatisfying(
            IssueSession.Outcome.WrongState.class,
            wrong -> assertThat(wrong.why()).contains(START.toString()));
    stage.until(START);
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.STARTED);
    assertThat(stage.session(grant).dateEnd()).isEqualTo(END);
  }

  @Test
  void atItsStartItIsDecidedAgainAndThenStarts() {
    GrantId grant = approved(SamplePolicy.READ);
    stage.start(grant);
    stage.until(START);
    stage.faults.clear();
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.STARTED);
    assertThat(stage.faults.calls())
        .containsExactly("store.load", "policy.current", "scheduler.ensure", "store.commit");
  }

  @Test
  void aStartSoonAfterTheApprovalIsDecidedAgainAllTheSame() {
    Instant soon = Samples.T0.plusSeconds(30);
    GrantId grant = stage.approved(submitted(SamplePolicy.READ, soon));
    stage.world.policy(usual.without(SamplePolicy.ASK_A_LEAD));
    stage.until(soon);
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.NOT_STARTED);
  }

  @Test
  void whatThePolicyInForceNoLongerGivesDoesNotStartAndSaysWhy() {
    Map<String, SamplePolicy> changed =
        Map.of(
            "no: this rule denies what you ask for",
                usual.plus(
                    SamplePolicy.rule(new Name("no"), Samples.DEVELOPERS, new Rule.Effect.Deny())),
            "no rule of the policy shows you", usual.without(SamplePolicy.ASK_A_LEAD),
            "something else than was approved",
                usual.with(
                    SamplePolicy.entitlement(
                        SamplePolicy.READ, Samples.CI_ROLE, Samples.ORDERS_PROD)));
    changed.forEach(
        (why, policy) -> {
          SteppedWorld here = new SteppedWorld();
          GrantId grant = here.approved(submitted(here, SamplePolicy.READ, START));
          here.start(grant);
          here.world.policy(policy);
          here.until(START);
          assertThat(here.start(grant)).isEqualTo(StartGrant.Outcome.NOT_STARTED);
          assertThat(here.world.now(grant))
              .isInstanceOfSatisfying(
                  Grant.Ending.class,
                  ending ->
                      assertThat(ending.cause())
                          .isInstanceOfSatisfying(
                              EndCause.Ineligible.class,
                              cause -> assertThat(cause.reason()).contains(why)));
          assertThat(here.events(grant.request())).endsWith(EventType.GRANT_NOT_STARTED);
          assertThat(here.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
          assertThat(here.world.aws().schedules()).isEmpty();
          assertThat(here.issue(Samples.ALICE, grant))
              .isInstanceOf(IssueSession.Outcome.WrongState.class);
        });
  }

  @Test
  void aTemporaryPolicyThatIsNoLongerGivenIsNeverAttached() {
    GrantId grant = approved(SamplePolicy.DEPLOY);
    stage.start(grant);
    stage.world.policy(usual.without(SamplePolicy.ASK_A_LEAD));
    stage.until(START);
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.NOT_STARTED);
    assertThat(stage.world.aws().givesAfter(grant, Samples.T0)).isEmpty();
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.SETTLING);
    stage.pass(Grant.Ending.GIVER);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
  }

  @Test
  void anApproverWhoseGroupThePolicyNoLongerNamesDoesNotCountAtTheStart() {
    GrantId grant = approved(SamplePolicy.READ);
    stage.start(grant);
    stage.world.policy(leads(new Group("orders-leads-2")));
    stage.until(START);
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.NOT_STARTED);
    assertThat(stage.world.history(grant.request()).events().getLast().details().get("why"))
        .isEqualTo(
            "orders-dev: approval: 1 of orders-leads-2 expected for leads; of the answers that"
                + " were given, 0 still count");
  }

  @Test
  void anApproverWhoIsInTheNewGroupAsWellStillCounts() {
    RequestId id = submitted(SamplePolicy.READ);
    stage.approve(Samples.CAROL, id);
    GrantId grant = GrantId.of(id);
    stage.start(grant);
    stage.world.policy(leads(Samples.OPERATIONS));
    stage.until(START);
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.STARTED);
    assertThat(stage.issue(Samples.ALICE, grant)).isInstanceOf(IssueSession.Outcome.Issued.class);
  }

  @Test
  void aStartThatTheScheduleMissedIsFoundByTheSweep() {
    GrantId grant = approved(SamplePolicy.READ);
    stage.start(grant);
    stage.until(START.plusSeconds(119));
    assertThat(stage.sweep().due()).isZero();
    stage.pass(Duration.ofSeconds(1));
    assertThat(stage.sweep().started()).isEqualTo(1);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Active.class);
  }

  @Test
  void whatIsTakenBackOrRevokedBeforeItsStartNeverBeginsAndLeavesNoSchedule() {
    GrantId withdrawn = approved(SamplePolicy.READ);
    GrantId revoked = approved(SamplePolicy.READ);
    stage.start(withdrawn);
    stage.start(revoked);
    stage.world.withdraw().withdraw(Samples.ALICE, withdrawn.request(), stage.now());
    stage.revoke(Samples.BOB, revoked);
    assertThat(stage.end(withdrawn)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.end(revoked)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.world.aws().schedules()).isEmpty();
    assertThat(stage.world.aws().starts()).isEmpty();
    stage.until(START);
    assertThat(stage.start(withdrawn)).isEqualTo(StartGrant.Outcome.NOTHING_TO_DO);
    assertThat(stage.world.aws().givesAfter(revoked, Samples.T0)).isEmpty();
    assertThat(stage.world.now(withdrawn))
        .isInstanceOfSatisfying(
            Grant.Ended.class,
            ended -> assertThat(ended.cut()).isEqualTo(new Revocation.Nothing()));
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, true", "2592000, true", "2592001, false"})
  void aStartIsNeitherInThePastNorFartherThanThirtyDaysAhead(long seconds, boolean taken) {
    stage.world.policy(
        usual.developers(
            SamplePolicy.approval(SamplePolicy.set("leads", 1, Samples.LEADS)),
            new Condition.StartsWithin(new AccessDuration(Duration.ofDays(30)))));
    SubmitRequest.Outcome outcome =
        stage.submit(Samples.ALICE, ask(SamplePolicy.READ, Samples.T0.plusSeconds(seconds)));
    if (taken) {
      assertThat(outcome).isInstanceOf(SubmitRequest.Outcome.Submitted.class);
    } else {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              SubmitRequest.Outcome.NotSubmitted.class,
              not ->
                  assertThat(not.why())
                      .isInstanceOfSatisfying(
                          Assessment.Invalid.class,
                          invalid ->
                              assertThat(invalid.errors())
                                  .extracting(FieldError::field)
                                  .containsExactly("startsAt")));
    }
  }

  @ParameterizedTest
  @CsvSource({"10080, true, usual", "10081, false, usual", "60, true, own", "61, false, own"})
  void aRuleBoundsHowFarAheadItIs(long minutes, boolean taken, String which) {
    if (which.equals("own")) {
      stage.world.policy(
          usual.developers(
              SamplePolicy.approval(SamplePolicy.set("leads", 1, Samples.LEADS)),
              new Condition.StartsWithin(Samples.ONE_HOUR)));
    }
    Instant start = Samples.T0.plus(Duration.ofMinutes(minutes));
    SubmitRequest.Outcome outcome = stage.submit(Samples.ALICE, ask(SamplePolicy.READ, start));
    if (taken) {
      assertThat(outcome).isInstanceOf(SubmitRequest.Outcome.Submitted.class);
    } else {
      assertThat(SteppedWorld.unmet(outcome)).containsExactly("start");
    }
  }

  private SamplePolicy leads(Group group) {
    return usual.developers(SamplePolicy.approval(SamplePolicy.set("leads", 1, group)));
  }

  private GrantId approved(Name entitlement) {
    return stage.approved(submitted(entitlement));
  }

  private RequestId submitted(Name entitlement) {
    return submitted(entitlement, START);
  }

  private RequestId submitted(Name entitlement, Instant start) {
    return submitted(stage, entitlement, start);
  }

  private static RequestId submitted(SteppedWorld on, Name entitlement, Instant start) {
    return switch (on.submit(Samples.ALICE, ask(entitlement, start))) {
      case SubmitRequest.Outcome.Submitted(AccessCase created, _) -> created.id();
      case SubmitRequest.Outcome other -> throw new AssertionError(other);
    };
  }

  private static RequestedAccess ask(Name entitlement, Instant start) {
    return SteppedWorld.ask(entitlement, Duration.ofHours(1)).startingAt(start);
  }
}
