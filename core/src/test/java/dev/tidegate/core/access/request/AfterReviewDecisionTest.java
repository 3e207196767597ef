package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Steps;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What an after-review comes to, decided without a store.
class AfterReviewDecisionTest {
  private static final RequestId ID = Samples.id(1);
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(10));
  private static final Group AUDITORS = new Group("auditors");
  private static final Principal ADA = Samples.person("ada", AUDITORS);
  private static final SamplePolicy USUAL = SamplePolicy.usual();
  private static final ReviewFinding ACCEPT = ReviewFinding.ACCEPT;
  private static final PolicySource NOT_READ =
      () -> {
        throw new AssertionError("the policy is not needed for this review");
      };

  private final AccessCase owing = CaseScenario.glassBroken(ID).activated().now();
  private final String hash = owing.request().submission().hash();

  @Test
  void aReviewOfWhomTheRuleNamedThenIsRecorded() {
    // When
    Step<GiveAfterReview.Outcome> step =
        decide(NOT_READ, owing, Samples.SAM, hash, ReviewFinding.QUESTION);
    // Then
    AfterReview.Awaited awaited = owing.awaitedAfterReview().orElseThrow();
    CaseChange given =
        CaseChange.of(owing, NOW)
            .afterReview(
                awaited.give(Samples.SAM.actor(), ReviewFinding.QUESTION, Optional.of("why?"), NOW))
            .noting(
                EventType.AFTER_REVIEW_GIVEN,
                Samples.SAM.actor(),
                Map.of(
                    "verdict",
                    "question",
                    "hash",
                    hash,
                    "deadline",
                    awaited.deadline().toString(),
                    "comment",
                    "why?"));
    assertThat(step)
        .isEqualTo(new Step.Commit<>(given, new GiveAfterReview.Outcome.Recorded(given.after())));
  }

  @Test
  void whomTheRuleNamesTodayMayReviewAsWell() {
    // Given
    SamplePolicy today = USUAL.plus(glass(AUDITORS));
    // When, then
    assertThat(decide(today::load, owing, ADA, hash, ReviewFinding.ACCEPT))
        .isInstanceOf(Step.Commit.class);
    assertThat(decide(USUAL.plus(glass(Samples.SECURITY))::load, owing, ADA, hash, ACCEPT))
        .isEqualTo(
            Steps.refusedOnTheirOwnRecord(
                owing,
                ADA,
                EventType.AFTER_REVIEW_REFUSED,
                Map.of("why", "not one of those who look back at this request"),
                new GiveAfterReview.Outcome.NotFound(),
                NOW));
  }

  @Test
  void nobodyLooksBackAtTheirOwnRequest() {
    assertThat(decide(NOT_READ, owing, Samples.ALICE, hash, ACCEPT))
        .isEqualTo(
            refused(
                owing,
                Samples.ALICE,
                "nobody looks back at their own request",
                new GiveAfterReview.Outcome.NotYours("nobody looks back at their own request")));
  }

  @Test
  void whereNoGlassWasBrokenThereIsNothingToReview() {
    // Given
    AccessCase usual = CaseScenario.active(ID).now();
    // When, then
    assertThat(decide(NOT_READ, usual, Samples.SAM, hash, ACCEPT))
        .isEqualTo(
            refused(
                usual,
                Samples.SAM,
                "no glass was broken for it",
                new GiveAfterReview.Outcome.WrongState(usual, "no glass was broken for it")));
    assertThat(Steps.answer(decide(NOT_READ, usual, Samples.DAVE, hash, ACCEPT)))
        .isEqualTo(new GiveAfterReview.Outcome.NotFound());
  }

  @Test
  void whoSeesItAndLooksBackAtNothingIsToldWhoDoes() {
    // Given
    AccessCase byAuditors =
        CaseChange.of(owing, NOW)
            .afterReview(new AfterReview.Awaited(new TreeSet<>(List.of(AUDITORS)), NOW, false))
            .after();
    // When, then
    assertThat(decide(USUAL::load, byAuditors, Samples.SAM, hash, ACCEPT))
        .isEqualTo(
            refused(
                byAuditors,
                Samples.SAM,
                "after-reviews come from auditors",
                new GiveAfterReview.Outcome.NotYours("after-reviews come from auditors")));
    assertThat(decide(NOT_READ, byAuditors, ADA, hash, ACCEPT)).isInstanceOf(Step.Commit.class);
  }

  @Test
  void aReviewOfSomethingElseCountsForNothing() {
    assertThat(decide(NOT_READ, owing, Samples.SAM, "another hash", ACCEPT))
        .isEqualTo(
            refused(
                owing,
                Samples.SAM,
                "the review is of something else than what was asked",
                new GiveAfterReview.Outcome.HashMismatch(hash)));
  }

  @Test
  void theSameReviewAgainChangesNothingAndAnotherIsTooLate() {
    // Given
    AccessCase given = CaseScenario.glassBroken(ID).lookedBack(ReviewFinding.QUESTION).now();
    // When, then
    assertThat(decide(NOT_READ, given, Samples.SAM, hash, ReviewFinding.QUESTION))
        .isEqualTo(new Step.Answer<>(new GiveAfterReview.Outcome.Repeated(given)));
    String why = "sam gave it " + Samples.T0.plus(Duration.ofMinutes(1));
    assertThat(decide(NOT_READ, given, Samples.SAM, hash, ACCEPT))
        .isEqualTo(
            refused(given, Samples.SAM, why, new GiveAfterReview.Outcome.WrongState(given, why)));
  }

  private static Rule glass(Group reviewers) {
    return SamplePolicy.rule(
        new Name("glass"),
        Samples.DEVELOPERS,
        new Rule.Effect.BreakGlass(
            Samples.ONE_HOUR,
            new AfterReviewDuty(new TreeSet<>(List.of(reviewers)), Duration.ofHours(24))));
  }

  private static Step<GiveAfterReview.Outcome> decide(
      PolicySource policies,
      AccessCase current,
      Principal who,
      String hash,
      ReviewFinding finding) {
    return GiveAfterReview.decide(
        current,
        new Caller(who, new Visibility(Samples.SECURITY)),
        new GiveAfterReview.Answer(current.id(), hash, finding, Optional.of("why?")),
        policies,
        new Assessor(new FakeDocuments()),
        NOW);
  }

  private static Step<GiveAfterReview.Outcome> refused(
      AccessCase current, Principal who, String why, GiveAfterReview.Outcome outcome) {
    return Steps.refusedOnTheCase(
        current, who, EventType.AFTER_REVIEW_REFUSED, Map.of("why", why), outcome, NOW);
  }
}
