package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BreakGlassTest {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Name GLASS = new Name("glass");
  private static final Group AUDITORS = new Group("auditors");
  private static final Principal ADA = Samples.person("ada", AUDITORS);
  private static final Instant DEADLINE = Samples.T0.plus(Duration.ofHours(24));

  private final SteppedWorld stage = new SteppedWorld();
  private final SamplePolicy usual = SamplePolicy.usual();
  private final SamplePolicy policy = usual.plus(glass(AUDITORS));

  @BeforeEach
  void aRuleLetsDevelopersBreakTheGlass() {
    stage.world.policy(policy);
  }

  @Test
  void whoBreaksTheGlassGetsAccessAtOnceAndOwesAReview() {
    GrantId grant = broken();
    stage.start(grant);
    assertThat(stage.session(grant).dateEnd()).isEqualTo(Samples.T0.plus(HALF_AN_HOUR));
    assertThat(stage.found(grant.request()).afterReview())
        .contains(new AfterReview.Awaited(new TreeSet<>(List.of(AUDITORS)), DEADLINE, false));
    assertThat(stage.events(grant.request()))
        .startsWith(
            EventType.REQUEST_SUBMITTED, EventType.GRANT_SCHEDULED, EventType.GRANT_BREAK_GLASS);
    assertThat(stage.world.history(grant.request()).events().get(2).details())
        .containsEntry("reviewers", "auditors")
        .containsEntry("reviewBy", DEADLINE.toString())
        .containsEntry("reason", "orders stay in the queue");
  }

  @Test
  void noGlassIsBrokenBySurprise() {
    RequestId id = stage.submitted(Samples.ALICE, SamplePolicy.READ, HALF_AN_HOUR);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    assertThat(stage.found(id).afterReview()).isEmpty();
    stage.world.policy(policy.without(SamplePolicy.ASK_A_LEAD));
    assertThat(
            unmet(stage.submit(Samples.ALICE, SteppedWorld.ask(SamplePolicy.READ, HALF_AN_HOUR))))
        .containsExactly("break-glass");
  }

  @Test
  void whereNoRuleAllowsItAskingForItGivesNothingNotEvenAnApproval() {
    stage.world.policy(usual);
    assertThat(unmet(stage.submit(Samples.ALICE, ask()))).containsExactly("break-glass");
    assertThat(unmet(stage.submit(Samples.person("olaf", Samples.OPERATIONS), ask())))
        .containsExactly("break-glass");
  }

  @Test
  void itIsCappedByItsOwnLongest() {
    RequestedAccess longer =
        SteppedWorld.ask(SamplePolicy.READ, HALF_AN_HOUR.plus(Duration.ofMinutes(1)))
            .breakingGlass();
    assertThat(unmet(stage.submit(Samples.ALICE, longer)))
        .containsExactlyInAnyOrder("break-glass", "duration");
    broken();
  }

  @Test
  void aDenyBeatsIt() {
    stage.world.policy(
        policy.plus(SamplePolicy.rule(new Name("no"), Samples.DEVELOPERS, new Rule.Effect.Deny())));
    assertThat(unmet(stage.submit(Samples.ALICE, ask()))).contains("deny");
  }

  @Test
  void aGlassThatThePolicyNoLongerLetsBreakIssuesNoFurtherSession() {
    GrantId grant = broken();
    stage.start(grant);
    stage.session(grant);
    stage.world.policy(usual);
    assertThat(stage.issue(Samples.ALICE, grant))
        .isInstanceOf(IssueSession.Outcome.PolicySaysNo.class);
  }

  @Test
  void theReviewWaitsInTheListOfItsGroupsUntilItIsGiven() {
    GrantId grant = broken();
    assertThat(waiting(ADA)).containsExactly(grant.request());
    assertThat(waiting(Samples.BOB)).isEmpty();
    assertThat(review(ADA, grant.request(), ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.Recorded.class);
    assertThat(waiting(ADA)).isEmpty();
    assertThat(stage.world.history(grant.request()).events().getLast().details())
        .containsEntry("verdict", "accept");
  }

  @Test
  void onlyTheNamedSetReviewsAndNeverWhoAsked() {
    Principal both = Samples.person("alice", Samples.DEVELOPERS, AUDITORS);
    RequestId id = broken(both).request();
    assertThat(review(both, id, ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.NotYours.class);
    assertThat(review(Samples.SAM, id, ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.NotYours.class);
    assertThat(review(Samples.BOB, id, ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.NotFound.class);
    assertThat(stage.count(id, EventType.AFTER_REVIEW_REFUSED)).isEqualTo(2);
    assertThat(stage.found(id).awaitedAfterReview()).isPresent();
    assertThat(review(ADA, id, ReviewFinding.QUESTION))
        .isInstanceOf(GiveAfterReview.Outcome.Recorded.class);
  }

  @Test
  void aReviewIsGivenOnceAndToWhatWasAsked() {
    RequestId id = broken().request();
    String hash = stage.found(id).request().submission().hash();
    assertThat(give(ADA, id, "0".repeat(64), ReviewFinding.ACCEPT))
        .isEqualTo(new GiveAfterReview.Outcome.HashMismatch(hash));
    review(ADA, id, ReviewFinding.ACCEPT);
    assertThat(review(ADA, id, ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.Repeated.class);
    assertThat(review(ADA, id, ReviewFinding.QUESTION))
        .isInstanceOf(GiveAfterReview.Outcome.WrongState.class);
    assertThat(review(Samples.person("otto", AUDITORS), id, ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.WrongState.class);
    assertThat(stage.count(id, EventType.AFTER_REVIEW_GIVEN)).isEqualTo(1);
  }

  @Test
  void anOrdinaryRequestOwesNone() {
    RequestId id = stage.submitted();
    assertThat(
            give(
                Samples.BOB,
                id,
                stage.found(id).request().submission().hash(),
                ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.WrongState.class);
    assertThat(give(ADA, id, stage.found(id).request().submission().hash(), ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.NotFound.class);
  }

  @Test
  void whoReviewsMayAlsoRevoke() {
    GrantId grant = broken();
    stage.start(grant);
    assertThat(stage.revoke(Samples.BOB, grant)).isInstanceOf(RevokeGrant.Outcome.NotFound.class);
    assertThat(stage.revoke(ADA, grant)).isInstanceOf(RevokeGrant.Outcome.Done.class);
  }

  @Test
  void anOverdueReviewIsOnRecordOnceAndTheGrantStillEnds() {
    GrantId grant = broken();
    stage.start(grant);
    stage.pass(HALF_AN_HOUR);
    assertThat(stage.sweep().ended()).isEqualTo(1);
    stage.until(DEADLINE.minusSeconds(1));
    assertThat(stage.sweep().overdue()).isZero();
    stage.until(DEADLINE);
    assertThat(stage.sweep().overdue()).isEqualTo(1);
    stage.passMinutes(5);
    assertThat(stage.sweep().due()).isZero();
    assertThat(stage.count(grant.request(), EventType.AFTER_REVIEW_OVERDUE)).isEqualTo(1);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Ended.class);
    assertThat(waiting(ADA)).containsExactly(grant.request());
  }

  @Test
  void anOverdueReviewBlocksTheNextGlassOfThatPersonAndOfNobodyElse() {
    RequestId first = broken().request();
    stage.until(DEADLINE.minusSeconds(1));
    RequestId second = broken().request();
    stage.until(DEADLINE);
    SubmitRequest.Outcome blocked = stage.submit(Samples.ALICE, ask());
    assertThat(unmet(blocked)).contains("after-review");
    assertThat(stage.world.cases().refusals().getLast().details().get("unmet"))
        .isEqualTo(
            "glass: after-review: the review of your request "
                + first
                + " (due "
                + DEADLINE
                + ") expected first; somebody of auditors can give it");
    assertThat(stage.world.submit().explain(Samples.ALICE, ask(), stage.now()))
        .isInstanceOf(Assessment.Refused.class);
    broken(Samples.DAVE);
    stage.submitted();

    review(ADA, first, ReviewFinding.QUESTION);
    assertThat(stage.found(second).awaitedAfterReview()).isPresent();
    broken();
  }

  @Test
  void theSameKeyFindsTheFirstEvenWhenItsReviewIsOverdue() {
    Optional<String> key = Optional.of("key");
    stage.world.submit().submit(Samples.ALICE, ask(), key, stage.now());
    stage.until(DEADLINE);
    assertThat(stage.world.submit().submit(Samples.ALICE, ask(), key, stage.now()))
        .isInstanceOf(SubmitRequest.Outcome.Repeated.class);
  }

  @Test
  void aReviewWhoseGroupIsGoneCanBeGivenByTheOneThatTheRuleNamesNow() {
    RequestId id = broken().request();
    Group others = new Group("auditors-2");
    Principal otto = Samples.person("otto", others);
    assertThat(review(otto, id, ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.NotFound.class);
    stage.world.policy(usual.plus(glass(others)));
    assertThat(review(otto, id, ReviewFinding.ACCEPT))
        .isInstanceOf(GiveAfterReview.Outcome.Recorded.class);
  }

  @Test
  void breakingTheGlassCostsOneQueryMore() {
    stage.faults.clear();
    broken();
    assertThat(stage.faults.calls())
        .containsExactly("policy.current", "store.overdueAfterReview", "store.commit");
    RequestId id = broken().request();
    stage.faults.clear();
    review(ADA, id, ReviewFinding.ACCEPT);
    assertThat(stage.faults.calls()).containsExactly("store.load", "store.commit");
  }

  private static Rule glass(Group reviewers) {
    return SamplePolicy.rule(
        GLASS,
        Samples.DEVELOPERS,
        new Rule.Effect.BreakGlass(
            new AccessDuration(HALF_AN_HOUR),
            new AfterReviewDuty(new TreeSet<>(List.of(reviewers)), Duration.ofHours(24))));
  }

  private static RequestedAccess ask() {
    return SteppedWorld.ask(SamplePolicy.READ, HALF_AN_HOUR).breakingGlass();
  }

  private GrantId broken() {
    return broken(Samples.ALICE);
  }

  private GrantId broken(Principal who) {
    return switch (stage.submit(who, ask())) {
      case SubmitRequest.Outcome.Submitted(AccessCase created, _) -> GrantId.of(created.id());
      case SubmitRequest.Outcome other -> throw new AssertionError(other);
    };
  }

  private GiveAfterReview.Outcome review(Principal who, RequestId id, ReviewFinding finding) {
    return give(who, id, stage.found(id).request().submission().hash(), finding);
  }

  private GiveAfterReview.Outcome give(
      Principal who, RequestId id, String hash, ReviewFinding finding) {
    return stage
        .world
        .afterReview()
        .give(who, new GiveAfterReview.Answer(id, hash, finding, Optional.of("seen")), stage.now());
  }

  private List<RequestId> waiting(Principal who) {
    return stage.world.read().waiting(who, PageRequest.first(10)).items().stream()
        .map(AccessCase::id)
        .toList();
  }

  private static List<String> unmet(SubmitRequest.Outcome outcome) {
    return SteppedWorld.unmet(outcome);
  }
}
