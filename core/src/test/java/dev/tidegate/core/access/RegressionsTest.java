package dev.tidegate.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.access.request.WithdrawRequest;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Failures that systems of this kind have shipped, each as what must hold here.
class RegressionsTest {
  private final SteppedWorld stage = new SteppedWorld();

  @Test
  void approvingTwiceLeavesOneGrantOneScheduleOneEvent() {
    RequestId id = stage.submitted();
    ReviewRequest.Outcome first = stage.approve(Samples.BOB, id);
    ReviewRequest.Outcome second = stage.approve(Samples.BOB, id);
    assertThat(second)
        .isEqualTo(
            new ReviewRequest.Outcome.Repeated(((ReviewRequest.Outcome.Recorded) first).now()));
    stage.start(GrantId.of(id));
    stage.start(GrantId.of(id));
    assertThat(stage.world.aws().schedules()).hasSize(1);
    assertThat(stage.count(id, EventType.REQUEST_APPROVED)).isEqualTo(1);
    assertThat(stage.count(id, EventType.GRANT_SCHEDULED)).isEqualTo(1);
    assertThat(stage.count(id, EventType.GRANT_ACTIVE)).isEqualTo(1);
  }

  @Test
  void grantsOfTheSameSecondHaveTheirOwnNames() {
    Set<GrantId> grants = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      grants.add(stage.active());
    }
    assertThat(grants).hasSize(100);
    assertThat(stage.world.aws().schedules()).containsOnlyKeys(grants);
  }

  @Test
  void tenApprovalsInParallelGiveTenGrantsThatWork() throws Exception {
    List<RequestId> requests = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      requests.add(stage.submitted());
    }
    List<Callable<Boolean>> approvals = new ArrayList<>();
    for (RequestId id : requests) {
      ReviewRequest.Answer answer =
          new ReviewRequest.Answer(
              id, stage.found(id).request().submission().hash(), Verdict.APPROVE, Optional.empty());
      ReviewRequest verb = reviewOnItsOwn();
      approvals.add(
          () ->
              verb.review(Samples.BOB, answer, Samples.T0)
                  instanceof ReviewRequest.Outcome.Recorded);
    }
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answered : people.invokeAll(approvals)) {
        assertThat(answered.get()).isTrue();
      }
    }
    for (RequestId id : requests) {
      stage.start(GrantId.of(id));
      assertThat(stage.world.aws().allows(stage.session(GrantId.of(id)), stage.now())).isTrue();
    }
  }

  @Test
  void tenAnswersToOneRequestInParallelAllCount() throws Exception {
    stage.world.policy(
        SamplePolicy.usual()
            .developers(SamplePolicy.approval(SamplePolicy.set("leads", 10, Samples.LEADS))));
    RequestId id = stage.submitted();
    String hash = stage.found(id).request().submission().hash();
    List<Callable<ReviewRequest.Outcome>> approvals = new ArrayList<>();
    ReviewRequest verb = reviewOnItsOwn();
    for (int i = 0; i < 10; i++) {
      Principal lead = Samples.person("lead-" + i, Samples.LEADS);
      ReviewRequest.Answer answer =
          new ReviewRequest.Answer(id, hash, Verdict.APPROVE, Optional.empty());
      approvals.add(() -> verb.review(lead, answer, Samples.T0));
    }
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answered : people.invokeAll(approvals)) {
        assertThat(answered.get()).isInstanceOf(ReviewRequest.Outcome.Recorded.class);
      }
    }
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
    assertThat(stage.count(id, EventType.REVIEW_GIVEN)).isEqualTo(10);
  }

  @Test
  void endingOneOfTwoOverlappingGrantsLeavesTheOtherWorking() {
    GrantId one = stage.active();
    GrantId other = stage.active();
    FakeAws.Session ofOne = stage.session(one);
    FakeAws.Session ofOther = stage.session(other);
    stage.revoke(Samples.BOB, one);
    stage.end(one);
    assertThat(stage.world.aws().allows(ofOne, stage.now())).isFalse();
    assertThat(stage.world.aws().allows(ofOther, stage.now())).isTrue();
    assertThat(stage.world.aws().allows(stage.session(other), stage.now())).isTrue();
  }

  @Test
  void aCrashBetweenGivingAndSayingSoLeavesNoAccessWithoutAnEnd() {
    GrantId grant =
        stage.approved(stage.submitted(Samples.ALICE, SamplePolicy.DEPLOY, Duration.ofHours(1)));
    stage.faults.clear();
    stage.faults.strike(2, FaultInjection.Strike.CRASH_AFTER);
    assertThatThrownBy(() -> stage.start(grant)).isInstanceOf(Wire.Crash.class);
    stage.faults.begin();
    assertThat(stage.world.aws().gives(grant, stage.now())).isTrue();
    assertThat(stage.world.aws().schedules()).containsKey(grant);
    stage.pass(Duration.ofHours(1));
    assertThat(stage.world.aws().gives(grant, stage.now())).isFalse();
    stage.world.aws().dateConditions(false);
    stage.end(grant);
    assertThat(stage.world.aws().gives(grant, stage.now())).isFalse();
  }

  @Test
  void aRevokeThatFailsManyTimesSucceedsWhenAwsDoesWithNoHuman() {
    GrantId grant = stage.active(Samples.ALICE, SamplePolicy.READ, Duration.ofHours(4));
    FakeAws.Session session = stage.session(grant);
    stage.revoke(Samples.BOB, grant);
    stage.faults.down("iam.cut");
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> stage.sweep()).isInstanceOf(Fault.class);
      stage.passMinutes(5);
    }
    assertThat(stage.world.aws().allows(session, stage.now())).isTrue();
    stage.faults.up("iam.cut");
    stage.sweep();
    assertThat(stage.world.aws().allows(session, stage.now())).isFalse();
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Ended.class);
  }

  @Test
  void whenAnApproverGroupIsGoneAnotherOfTheRuleAnswersOrTheRequesterWithdraws() {
    Group deputies = new Group("deputies");
    stage.world.policy(
        SamplePolicy.usual()
            .developers(
                SamplePolicy.approval(SamplePolicy.set("leads", 1, Samples.LEADS, deputies))));
    Principal formerLead = new Principal(Samples.BOB.id(), "bob", new TreeSet<>());
    RequestId id = stage.submitted();
    RequestId other = stage.submitted();
    assertThat(stage.approve(formerLead, id)).isInstanceOf(ReviewRequest.Outcome.NotFound.class);
    assertThat(stage.found(id).waitsFor()).containsExactlyInAnyOrder(Samples.LEADS, deputies);
    assertThat(stage.approve(Samples.person("dora", deputies), id))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
    assertThat(stage.world.withdraw().withdraw(Samples.ALICE, other, stage.now()))
        .isInstanceOf(WithdrawRequest.Outcome.Done.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0h", "0m", "721h", "9999h", "-1h", "24", "1d", ""})
  void aDurationOutOfBoundsCannotBeWritten(String text) {
    assertThat(AccessDuration.parse(text)).isEmpty();
  }

  @Test
  void aDurationAboveTheCapIsRefusedAndTwentyFourHoursAreTwentyFour() {
    assertThat(
            stage.submit(
                Samples.ALICE, SteppedWorld.ask(SamplePolicy.READ, Duration.ofMinutes(241))))
        .isInstanceOf(SubmitRequest.Outcome.NotSubmitted.class);
    assertThat(
            stage.submit(
                Samples.ALICE, SteppedWorld.ask(SamplePolicy.READ, Duration.ofMinutes(240))))
        .isInstanceOf(SubmitRequest.Outcome.Submitted.class);
    assertThat(AccessDuration.parse("24h").orElseThrow().length()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void aLiveSessionIsRefusedAtTheGrantsEnd() {
    GrantId grant = stage.active();
    stage.passMinutes(59);
    FakeAws.Session session = stage.session(grant);
    stage.pass(Duration.ofSeconds(59));
    assertThat(stage.world.aws().allows(session, stage.now())).isTrue();
    stage.pass(Duration.ofSeconds(1));
    assertThat(session.expiresAt()).isAfter(stage.now());
    assertThat(stage.world.aws().allows(session, stage.now())).isFalse();
  }

  @Test
  void refusalsAreOnRecord() {
    stage.submit(SteppedWorld.MALLORY, SteppedWorld.ask(SamplePolicy.READ, Duration.ofHours(1)));
    assertThat(stage.world.cases().refusals()).hasSize(1);
    GrantId grant = stage.active();
    stage.approve(SteppedWorld.MALLORY, grant.request());
    stage.issue(SteppedWorld.MALLORY, grant);
    stage.revoke(SteppedWorld.MALLORY, grant);
    assertThat(stage.world.cases().refusals())
        .extracting(event -> event.type())
        .containsExactly(
            EventType.REQUEST_REFUSED,
            EventType.REVIEW_REFUSED,
            EventType.SESSION_REFUSED,
            EventType.GRANT_REVOKE_REFUSED);
    stage.approve(Samples.ALICE, grant.request());
    stage.issue(Samples.BOB, grant);
    stage.revoke(Samples.ALICE, grant);
    assertThat(stage.events(grant.request()))
        .endsWith(
            EventType.REVIEW_REFUSED, EventType.SESSION_REFUSED, EventType.GRANT_REVOKE_REFUSED);
  }

  @Test
  void theSameNameFromAnotherIssuerOrInAnotherSpellingIsAnotherPerson() {
    GrantId grant = stage.active();
    for (PrincipalId other :
        List.of(
            new PrincipalId("https://other.example.com", Samples.ALICE.id().subject()),
            new PrincipalId(Samples.ISSUER, "ALICE-0001"),
            new PrincipalId(Samples.ISSUER, "alice-0001 "))) {
      Principal namesake = new Principal(other, "alice", Samples.ALICE.groups());
      assertThat(stage.issue(namesake, grant)).isInstanceOf(IssueSession.Outcome.NotFound.class);
    }
    Principal renamed = new Principal(Samples.ALICE.id(), "Alicia", Samples.ALICE.groups());
    assertThat(stage.issue(renamed, grant)).isInstanceOf(IssueSession.Outcome.Issued.class);
  }

  @Test
  void nobodyApprovesForThemselvesThroughAnotherGroupLabelOrRight() {
    RequestId id = stage.submitted(SteppedWorld.EVE, SamplePolicy.READ, Duration.ofHours(1));
    PrincipalId eve = SteppedWorld.EVE.id();
    for (Principal self :
        List.of(
            SteppedWorld.EVE,
            new Principal(eve, "Somebody Else", Samples.groups("orders-leads")),
            new Principal(eve, "eve", Samples.groups("orders-leads", "security", "admins")))) {
      assertThat(stage.approve(self, id)).isInstanceOf(ReviewRequest.Outcome.NotYours.class);
    }
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    assertThat(stage.count(id, EventType.REVIEW_REFUSED)).isEqualTo(1);
    assertThat(stage.approve(Samples.BOB, id)).isInstanceOf(ReviewRequest.Outcome.Recorded.class);
  }

  @Test
  void anApprovalIsForOneRequestOnly() {
    RequestId one = stage.submitted();
    RequestId other = stage.submitted();
    String hash = stage.found(one).request().submission().hash();
    assertThat(hash).isNotEqualTo(stage.found(other).request().submission().hash());
    assertThat(stage.answer(Samples.BOB, other, hash, Verdict.APPROVE))
        .isInstanceOf(ReviewRequest.Outcome.HashMismatch.class);
    stage.approve(Samples.BOB, one);
    assertThat(stage.found(other).state()).isEqualTo(CaseState.PENDING);
  }

  @Test
  void aDenyHoldsAtApprovalAndAtEachIssueAsWell() {
    RequestId waiting = stage.submitted();
    GrantId active = stage.active();
    stage.world.policy(
        SamplePolicy.usual()
            .plus(
                SamplePolicy.rule(new Name("freeze"), Samples.DEVELOPERS, new Rule.Effect.Deny())));
    assertThat(stage.approve(Samples.BOB, waiting))
        .isInstanceOf(ReviewRequest.Outcome.PolicySaysNo.class);
    assertThat(stage.issue(Samples.ALICE, active))
        .isInstanceOf(IssueSession.Outcome.PolicySaysNo.class);
    stage.world.policy(SamplePolicy.usual());
    assertThat(stage.approve(Samples.BOB, waiting))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
    assertThat(stage.issue(Samples.ALICE, active)).isInstanceOf(IssueSession.Outcome.Issued.class);
  }

  @Test
  void aLongGrantIssuesAgainAndNeverAsksForMoreThanAnHour() {
    GrantId grant = stage.active(Samples.ALICE, SamplePolicy.READ, Duration.ofHours(4));
    for (int hour = 0; hour < 4; hour++) {
      FakeAws.Session session = stage.session(grant);
      assertThat(session.spec().lifetime()).isEqualTo(Duration.ofHours(1));
      assertThat(stage.world.aws().allows(session, stage.now())).isTrue();
      stage.passMinutes(60);
    }
    assertThat(stage.issue(Samples.ALICE, grant))
        .isInstanceOf(IssueSession.Outcome.WrongState.class);
  }

  /// A verb with a wire of its own: a list of calls is not for several threads.
  private ReviewRequest reviewOnItsOwn() {
    return new ReviewRequest(
        stage.world.cases(),
        stage.world.policy()::load,
        new FakeDocuments(),
        new Visibility(Samples.SECURITY));
  }
}
