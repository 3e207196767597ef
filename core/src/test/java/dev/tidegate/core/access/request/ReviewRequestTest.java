package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.assess.ApprovalWarnings;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewRequestTest {
  private static final Group CTO = new Group("cto");
  private static final Principal ADA = Samples.person("ada", CTO);

  private final SteppedWorld stage = new SteppedWorld();
  private final SamplePolicy usual = SamplePolicy.usual();

  @Test
  void anApprovalThatSufficesSchedulesTheGrantFromThatMomentOn() {
    RequestId id = stage.submitted();
    stage.passMinutes(10);
    assertThat(stage.approve(Samples.BOB, id)).isInstanceOf(ReviewRequest.Outcome.Recorded.class);
    assertThat(stage.found(id).request()).isInstanceOf(AccessRequest.Approved.class);
    assertThat(stage.found(id).grant().orElseThrow().terms().endsAt())
        .isEqualTo(stage.now().plus(Duration.ofHours(1)));
    assertThat(stage.events(id))
        .containsExactly(
            EventType.REQUEST_SUBMITTED,
            EventType.REVIEW_GIVEN,
            EventType.REQUEST_APPROVED,
            EventType.GRANT_SCHEDULED);
  }

  @Test
  void onlyALeadMayAnswerAndOthersAreRefusedOnRecord() {
    RequestId id = stage.submitted();
    assertThat(stage.approve(Samples.DAVE, id)).isInstanceOf(ReviewRequest.Outcome.NotFound.class);
    assertThat(stage.approve(SteppedWorld.MALLORY, id))
        .isInstanceOf(ReviewRequest.Outcome.NotFound.class);
    assertThat(stage.approve(Samples.SAM, id)).isInstanceOf(ReviewRequest.Outcome.NotYours.class);
    assertThat(stage.answer(Samples.SAM, id, Verdict.DENY))
        .isInstanceOf(ReviewRequest.Outcome.NotYours.class);
    assertThat(stage.count(id, EventType.REVIEW_REFUSED)).isEqualTo(2);
    assertThat(stage.world.cases().refusals()).hasSize(2);
    assertThat(stage.approve(Samples.BOB, id)).isInstanceOf(ReviewRequest.Outcome.Recorded.class);
  }

  @Test
  void anAnswerToSomethingElseCountsForNothing() {
    RequestId id = stage.submitted();
    String hash = stage.found(id).request().submission().hash();
    String other = stage.found(stage.submitted()).request().submission().hash();
    assertThat(stage.answer(Samples.BOB, id, other, Verdict.APPROVE))
        .isEqualTo(new ReviewRequest.Outcome.HashMismatch(hash));
    assertThat(stage.answer(Samples.BOB, id, other, Verdict.DENY))
        .isEqualTo(new ReviewRequest.Outcome.HashMismatch(hash));
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    assertThat(stage.count(id, EventType.REVIEW_REFUSED)).isEqualTo(2);
    assertThat(stage.answer(Samples.BOB, id, hash, Verdict.APPROVE))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
  }

  @Test
  void oneNoDenies() {
    RequestId id = stage.submitted();
    assertThat(stage.answer(Samples.BOB, id, Verdict.DENY))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.DENIED);
    assertThat(stage.found(id).grant()).isEmpty();
    assertThat(stage.approve(Samples.CAROL, id))
        .isInstanceOf(ReviewRequest.Outcome.WrongState.class);
    assertThat(stage.answer(Samples.BOB, id, Verdict.DENY))
        .isInstanceOf(ReviewRequest.Outcome.Repeated.class);
    assertThat(stage.count(id, EventType.REQUEST_DENIED)).isEqualTo(1);
  }

  @Test
  void anApproverMayThinkAgainWhileItIsPending() {
    stage.world.policy(usual.developers(leads(2)));
    RequestId id = stage.submitted();
    stage.approve(Samples.BOB, id);
    assertThat(stage.answer(Samples.BOB, id, Verdict.DENY))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.DENIED);
  }

  @Test
  void anAnswerAfterWithdrawalOrTooLateFindsTheWrongState() {
    RequestId withdrawn = stage.submitted();
    RequestId late = stage.submitted();
    stage.world.withdraw().withdraw(Samples.ALICE, withdrawn, stage.now());
    assertThat(stage.approve(Samples.BOB, withdrawn))
        .isInstanceOf(ReviewRequest.Outcome.WrongState.class);
    stage.pass(Samples.ANSWER_WITHIN.minusSeconds(1));
    RequestId inTime = stage.submitted();
    stage.pass(Duration.ofSeconds(1));
    assertThat(stage.approve(Samples.BOB, late))
        .isInstanceOf(ReviewRequest.Outcome.WrongState.class);
    assertThat(stage.found(late).state()).isEqualTo(CaseState.EXPIRED);
    assertThat(stage.approve(Samples.BOB, inTime))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
  }

  @Test
  void twoPlacesNeedTwoPeople() {
    stage.world.policy(usual.developers(leads(2)));
    RequestId id = stage.submitted();
    stage.approve(Samples.BOB, id);
    assertThat(stage.approve(Samples.BOB, id)).isInstanceOf(ReviewRequest.Outcome.Repeated.class);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    stage.approve(Samples.CAROL, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
  }

  @Test
  void whoeverIsAddedToTheApproversMayAnswerAndIsNeeded() {
    RequestId id = stage.submitted();
    assertThat(stage.approve(ADA, id)).isInstanceOf(ReviewRequest.Outcome.NotFound.class);
    stage.world.policy(
        usual.developers(
            SamplePolicy.approval(
                SamplePolicy.set("leads", 1, Samples.LEADS), SamplePolicy.set("cto", 1, CTO))));
    stage.approve(Samples.BOB, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    assertThat(stage.approve(ADA, id)).isInstanceOf(ReviewRequest.Outcome.Recorded.class);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
  }

  @Test
  void oneMoreApproverInTheSetMeansOneMorePersonAndNotTwo() {
    RequestId id = stage.submitted();
    stage.world.policy(usual.developers(leads(2)));
    stage.approve(Samples.BOB, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    stage.approve(Samples.CAROL, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
  }

  @Test
  void aSetThatNoRuleNamesAnyMoreHoldsNothingUpWhereOthersAreAsked() {
    RequestId id = stage.submitted();
    assertThat(warnings(id)).isEmpty();
    stage.world.policy(usual.developers(SamplePolicy.approval(SamplePolicy.set("cto", 1, CTO))));
    assertThat(warnings(id))
        .singleElement()
        .asString()
        .contains("names no approvers orders-leads any more (leads)");
    stage.approve(ADA, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
    assertThat(warnings(id)).isEmpty();
  }

  @Test
  void aSetThatSomeRuleStillNamesIsNeededAsWellAsTheOnesAskedNow() {
    RequestId id = stage.submitted();
    stage.world.policy(
        usual
            .developers(SamplePolicy.approval(SamplePolicy.set("cto", 1, CTO)))
            .plus(SamplePolicy.rule(new Name("elsewhere"), new Group("others"), leads(1))));
    stage.approve(ADA, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    stage.approve(Samples.BOB, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
  }

  @Test
  void approversThatThePolicyNoLongerAsksForAreStillNeeded() {
    RequestId id = stage.submitted();
    stage.world.policy(usual.developers(new Rule.Effect.Allow()));
    assertThat(stage.approve(ADA, id)).isInstanceOf(ReviewRequest.Outcome.NotFound.class);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    stage.approve(Samples.BOB, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
  }

  @Test
  void nobodyCanApproveWhatThePolicyInForceDoesNotGive() {
    RequestId id = stage.submitted();
    Name table = SamplePolicy.READ;
    Map<String, SamplePolicy> changed =
        Map.of(
            "denied",
                usual.plus(
                    SamplePolicy.rule(new Name("no"), Samples.DEVELOPERS, new Rule.Effect.Deny())),
            "no rule", usual.without(SamplePolicy.ASK_A_LEAD),
            "no entitlement", usual.withoutEntitlement(table),
            "narrowed",
                usual.developers(
                    leads(1),
                    new Condition.NoLongerThan(new AccessDuration(Duration.ofMinutes(30)))),
            "another role",
                usual.with(
                    SamplePolicy.entitlement(
                        table, new Target.AccessRole("TidegateAccess-b"), Samples.ORDERS_PROD)),
            "another account",
                usual.with(
                    SamplePolicy.entitlement(table, Samples.ACCESS_ROLE, account("333333333333"))));
    changed.forEach(
        (how, policy) -> {
          stage.world.policy(policy);
          assertThat(warnings(id)).as(how).anyMatch(text -> text.contains("nobody can approve"));
          assertThat(stage.approve(Samples.BOB, id))
              .as(how)
              .isInstanceOf(ReviewRequest.Outcome.PolicySaysNo.class);
        });
    assertThat(stage.count(id, EventType.REVIEW_REFUSED)).isEqualTo(changed.size());
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    stage.world.policy(usual);
    assertThat(warnings(id)).isEmpty();
    assertThat(stage.approve(Samples.BOB, id)).isInstanceOf(ReviewRequest.Outcome.Recorded.class);
  }

  private List<String> warnings(RequestId id) {
    return new ApprovalWarnings(() -> stage.world.policy().load(), new FakeDocuments())
        .of(stage.found(id), stage.now());
  }

  @Test
  void whatThePolicyDoesNotGiveCanStillBeDenied() {
    RequestId id = stage.submitted();
    stage.world.policy(usual.withoutEntitlement(SamplePolicy.READ));
    assertThat(stage.answer(Samples.BOB, id, Verdict.DENY))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
  }

  @Test
  void aWiderPolicyGivesNoMoreThanWasAskedFor() {
    RequestId id = stage.submitted(Samples.ALICE, SamplePolicy.READ, Duration.ofMinutes(30));
    stage.world.policy(usual.developers(leads(1)));
    stage.approve(Samples.BOB, id);
    assertThat(stage.found(id).grant().orElseThrow().terms().endsAt())
        .isEqualTo(stage.now().plus(Duration.ofMinutes(30)));
  }

  @Test
  void theGrantTakesTheAccountAsThePolicyInForceDescribesIt() {
    RequestId id = stage.submitted();
    Account rotated = account(Samples.ORDERS_PROD.id());
    stage.world.policy(
        usual.with(SamplePolicy.entitlement(SamplePolicy.READ, Samples.ACCESS_ROLE, rotated)));
    stage.approve(Samples.BOB, id);
    assertThat(stage.found(id).grant().orElseThrow().terms().account()).isEqualTo(rotated);
  }

  @Test
  void theCommentAndTheHashAreOnRecord() {
    RequestId id = stage.submitted();
    stage.approve(Samples.BOB, id);
    AuditEvent given = stage.world.history(id).events().get(1);
    assertThat(given.actorId()).isEqualTo(Samples.BOB.id().canonical());
    assertThat(given.details())
        .containsEntry("hash", stage.found(id).request().submission().hash())
        .containsEntry("verdict", "approve");
  }

  private static Rule.Effect leads(int count) {
    ApproverSet set = SamplePolicy.set("leads", count, Samples.LEADS);
    return SamplePolicy.approval(set);
  }

  private static Account account(String id) {
    return new Account(
        Samples.ORDERS_PROD.name(), id, "aws", "eu-central-1", "another-id", Map.of());
  }
}
