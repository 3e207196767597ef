package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.ExpireRequest;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.Review;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Steps;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.EventDetails;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an approver's answer comes to, decided without a store.
class ReviewDecisionTest {
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(10));
  private static final SamplePolicy USUAL = SamplePolicy.usual();
  private static final PolicySource NOT_READ =
      () -> {
        throw new AssertionError("the policy is not needed for this answer");
      };

  private final AccessCase pending = submitted(USUAL);
  private final String hash = pending.request().submission().hash();

  @Test
  void anApprovalThatSufficesApprovesAndSchedulesTheGrantInOneChange() {
    // When
    Step<ReviewRequest.Outcome> step = decide(USUAL::load, pending, Samples.BOB, Verdict.APPROVE);
    // Then
    Review review = review(Samples.BOB, Verdict.APPROVE);
    AccessRequest.Pending counted = request(pending).with(review);
    CaseChange approved =
        GrantCreation.schedule(
            CaseChange.of(pending, NOW)
                .request(counted)
                .noting(EventType.REVIEW_GIVEN, Samples.BOB.actor(), given("approve"))
                .request(counted.approve(NOW))
                .noting(
                    EventType.REQUEST_APPROVED,
                    Samples.BOB.actor(),
                    EventDetails.of(pending.request().submission().decision())),
            pending.request().submission(),
            Samples.BOB.actor());
    assertThat(step).isEqualTo(recorded(approved));
  }

  @Test
  void anApprovalThatDoesNotSufficeIsCounted() {
    // Given
    SamplePolicy two =
        USUAL.developers(SamplePolicy.approval(SamplePolicy.set("leads", 2, Samples.LEADS)));
    AccessCase current = submitted(two);
    // When
    Step<ReviewRequest.Outcome> step = decide(two::load, current, Samples.BOB, Verdict.APPROVE);
    // Then
    Review review = review(Samples.BOB, Verdict.APPROVE);
    assertThat(step)
        .isEqualTo(
            recorded(
                CaseChange.of(current, NOW)
                    .request(request(current).with(review))
                    .noting(
                        EventType.REVIEW_GIVEN,
                        Samples.BOB.actor(),
                        Map.of(
                            "verdict", "approve",
                            "hash", current.request().submission().hash(),
                            "comment", "as agreed"))));
  }

  @Test
  void oneNoDeniesWhateverThePolicySays() {
    // When
    Step<ReviewRequest.Outcome> step = decide(NOT_READ, pending, Samples.BOB, Verdict.DENY);
    // Then
    assertThat(step)
        .isEqualTo(
            recorded(
                CaseChange.of(pending, NOW)
                    .request(request(pending).deny(review(Samples.BOB, Verdict.DENY)))
                    .noting(EventType.REVIEW_GIVEN, Samples.BOB.actor(), given("deny"))
                    .noting(EventType.REQUEST_DENIED, Samples.BOB.actor(), Map.of())));
  }

  @Test
  void nobodyAnswersTheirOwnRequest() {
    // Given
    Principal eve = Samples.person("eve", Samples.DEVELOPERS, Samples.LEADS);
    AccessCase own = submitted(USUAL, eve);
    // When, then
    assertThat(decide(NOT_READ, own, eve, Verdict.APPROVE))
        .isEqualTo(
            Steps.refusedOnTheCase(
                own,
                eve,
                EventType.REVIEW_REFUSED,
                details("nobody answers their own request", "approve"),
                new ReviewRequest.Outcome.NotYours("nobody answers their own request"),
                NOW));
    assertThat(decide(USUAL::load, pending, eve, Verdict.APPROVE)).isInstanceOf(Step.Commit.class);
  }

  @Test
  void whoSeesItAndIsNoApproverIsToldWhoAnswersAndAStrangerThatThereIsNone() {
    // When, then
    assertThat(decide(USUAL::load, pending, Samples.SAM, Verdict.DENY))
        .isEqualTo(
            Steps.refusedOnTheCase(
                pending,
                Samples.SAM,
                EventType.REVIEW_REFUSED,
                details("answers come from leads", "deny"),
                new ReviewRequest.Outcome.NotYours("answers come from leads"),
                NOW));
    assertThat(decide(USUAL::load, pending, Samples.DAVE, Verdict.APPROVE))
        .isEqualTo(
            Steps.refusedOnTheirOwnRecord(
                pending,
                Samples.DAVE,
                EventType.REVIEW_REFUSED,
                details("not an approver of this request", "approve"),
                new ReviewRequest.Outcome.NotFound(),
                NOW));
  }

  @Test
  void whomThePolicyNamesTodayMayAnswerToo() {
    // Given
    Group cto = new Group("cto");
    Principal ada = Samples.person("ada", cto);
    SamplePolicy today =
        USUAL.developers(
            SamplePolicy.approval(
                SamplePolicy.set("leads", 1, Samples.LEADS), SamplePolicy.set("cto", 1, cto)));
    // When, then
    assertThat(Steps.answer(decide(today::load, pending, ada, Verdict.APPROVE)))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
    assertThat(Steps.answer(decide(USUAL::load, pending, ada, Verdict.APPROVE)))
        .isEqualTo(new ReviewRequest.Outcome.NotFound());
  }

  @Test
  void anAnswerToSomethingElseCountsForNothing() {
    // When
    Step<ReviewRequest.Outcome> step =
        decide(NOT_READ, pending, Samples.BOB, "another hash", Verdict.APPROVE, NOW);
    // Then
    assertThat(step)
        .isEqualTo(
            refused(
                pending,
                details("the answer is to something else than what was asked", "approve"),
                new ReviewRequest.Outcome.HashMismatch(hash)));
  }

  @Test
  void theSameAnswerAgainChangesNothingAndAnotherIsTooLate() {
    // Given
    AccessCase denied =
        CaseChange.of(pending, NOW)
            .request(request(pending).deny(review(Samples.BOB, Verdict.DENY)))
            .after();
    // When, then
    assertThat(decide(NOT_READ, denied, Samples.BOB, Verdict.DENY))
        .isEqualTo(new Step.Answer<>(new ReviewRequest.Outcome.Repeated(denied)));
    assertThat(decide(NOT_READ, denied, Samples.BOB, Verdict.APPROVE))
        .isEqualTo(
            refused(
                denied,
                details("the request is Denied", "approve"),
                new ReviewRequest.Outcome.WrongState(denied)));
  }

  @Test
  void anAnswerThatComesTooLateExpiresTheRequestAndOneMomentBeforeItCounts() {
    // Given
    Instant late = pending.request().submission().answerBy();
    // When
    Step<ReviewRequest.Outcome> step =
        decide(NOT_READ, pending, Samples.BOB, hash, Verdict.APPROVE, late);
    // Then
    CaseChange expired = ExpireRequest.of(request(pending), pending, late);
    assertThat(step)
        .isEqualTo(
            new Step.Commit<>(expired, new ReviewRequest.Outcome.WrongState(expired.after())));
    assertThat(
            Steps.answer(
                decide(
                    USUAL::load, pending, Samples.BOB, hash, Verdict.APPROVE, late.minusNanos(1))))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
  }

  @Test
  void nobodyCanApproveWhatThePolicyInForceDoesNotGive() {
    // Given
    SamplePolicy denying =
        USUAL.plus(SamplePolicy.rule(new Name("no"), Samples.DEVELOPERS, new Rule.Effect.Deny()));
    Assessment today =
        new Assessor(new FakeDocuments())
            .assess(denying.load(), Samples.ALICE, Samples.ask(), Duration.ZERO, NOW);
    // When
    Step<ReviewRequest.Outcome> step = decide(denying::load, pending, Samples.BOB, Verdict.APPROVE);
    // Then
    Map<String, String> details =
        new HashMap<>(details("the policy in force does not give what was asked for", "approve"));
    details.put("policy", denying.load().hash().hex());
    details.put("rules", "no");
    assertThat(step)
        .isEqualTo(refused(pending, details, new ReviewRequest.Outcome.PolicySaysNo(today)));
  }

  private static AccessCase submitted(SamplePolicy policy) {
    return submitted(policy, Samples.ALICE);
  }

  private static AccessCase submitted(SamplePolicy policy, Principal who) {
    SubmissionDecision decision =
        SubmissionDecision.of(
            new SubmissionInput(who, Samples.ask(), Optional.empty(), false),
            () -> Samples.id(1),
            policy.load(),
            new Assessor(new FakeDocuments()),
            Optional::empty,
            Samples.T0);
    return ((Step.Commit<SubmitRequest.Outcome>) decision.step()).change().after();
  }

  private static AccessRequest.Pending request(AccessCase current) {
    return (AccessRequest.Pending) current.request();
  }

  private Step<ReviewRequest.Outcome> decide(
      PolicySource policies, AccessCase current, Principal who, Verdict verdict) {
    return decide(policies, current, who, current.request().submission().hash(), verdict, NOW);
  }

  private static Step<ReviewRequest.Outcome> decide(
      PolicySource policies,
      AccessCase current,
      Principal who,
      String hash,
      Verdict verdict,
      Instant now) {
    return new ReviewDecision(policies, new FakeDocuments())
        .decide(
            current,
            new Caller(who, new Visibility(Samples.SECURITY)),
            new ReviewRequest.Answer(current.id(), hash, verdict, Optional.of("as agreed")),
            now);
  }

  private static Review review(Principal who, Verdict verdict) {
    return new Review(who, verdict, NOW, Optional.of("as agreed"));
  }

  private Map<String, String> given(String verdict) {
    return Map.of("verdict", verdict, "hash", hash, "comment", "as agreed");
  }

  private static Map<String, String> details(String why, String verdict) {
    return Map.of("why", why, "verdict", verdict);
  }

  private static Step<ReviewRequest.Outcome> recorded(CaseChange change) {
    return new Step.Commit<>(change, new ReviewRequest.Outcome.Recorded(change.after()));
  }

  private static Step<ReviewRequest.Outcome> refused(
      AccessCase current, Map<String, String> details, ReviewRequest.Outcome outcome) {
    return Steps.refusedOnTheCase(
        current, Samples.BOB, EventType.REVIEW_REFUSED, details, outcome, NOW);
  }
}
