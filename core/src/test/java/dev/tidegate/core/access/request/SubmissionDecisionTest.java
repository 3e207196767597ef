package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Steps;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.EventDetails;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What a submission comes to, and what asking for it comes to, decided without a store.
class SubmissionDecisionTest {
  private static final RequestId ID = Samples.id(1);
  private static final Instant NOW = Samples.T0;
  private static final SamplePolicy USUAL = SamplePolicy.usual();
  private static final Assessor ASSESSOR = new Assessor(new FakeDocuments());
  private static final Principal OLAF = Samples.person("olaf", Samples.OPERATIONS);
  private static final Principal MALLORY = Samples.person("mallory");
  private static final Supplier<Optional<AccessCase>> NOT_READ =
      () -> {
        throw new AssertionError("no overdue case is needed for this");
      };

  @Test
  void whatNeedsApprovalIsPending() {
    // When
    SubmissionDecision decision = decide(USUAL, input(Samples.ALICE, Samples.ask(), false));
    // Then
    Assessment.Fits fits = fits(USUAL, Samples.ALICE, Samples.ask());
    Submission submission =
        submission(Samples.ALICE, fits, NOW.plus(Samples.ANSWER_WITHIN), Optional.empty());
    CaseChange pending =
        CaseChange.creating(new AccessRequest.Pending(submission, List.of()), NOW)
            .noting(
                EventType.REQUEST_SUBMITTED, Samples.ALICE.actor(), EventDetails.of(submission));
    assertThat(decision).isEqualTo(new SubmissionDecision(fits, submitted(pending)));
  }

  @Test
  void whatNeedsNoApprovalIsScheduledInTheSameChange() {
    // When
    SubmissionDecision decision = decide(USUAL, input(OLAF, Samples.ask(), false));
    // Then
    Assessment.Fits fits = fits(USUAL, OLAF, Samples.ask());
    Submission submission = submission(OLAF, fits, NOW, Optional.empty());
    AccessRequest.Pending pending = new AccessRequest.Pending(submission, List.of());
    CaseChange scheduled =
        GrantCreation.schedule(
            CaseChange.creating(pending.approve(NOW), NOW)
                .noting(EventType.REQUEST_SUBMITTED, OLAF.actor(), EventDetails.of(submission)),
            submission,
            OLAF.actor());
    assertThat(decision).isEqualTo(new SubmissionDecision(fits, submitted(scheduled)));
  }

  @Test
  void aRefusalIsForThePersonsOwnRecord() {
    // When
    SubmissionDecision decision = decide(USUAL, input(MALLORY, Samples.ask(), false));
    // Then
    Assessment refused = ASSESSOR.assess(USUAL.load(), MALLORY, Samples.ask(), Duration.ZERO, NOW);
    assertThat(decision)
        .isEqualTo(
            new SubmissionDecision(
                refused,
                new Step.Refuse<>(
                    refusal(refused, Map.of()),
                    Optional.empty(),
                    new SubmitRequest.Outcome.NotSubmitted(refused))));
  }

  @Test
  void aDryRunDecidesTheSameAndARefusalSaysThatItWasOne() {
    for (Principal who : List.of(Samples.ALICE, OLAF)) {
      assertThat(decide(USUAL, input(who, Samples.ask(), true)))
          .isEqualTo(decide(USUAL, input(who, Samples.ask(), false)));
    }
    // When
    SubmissionDecision dry = decide(USUAL, input(MALLORY, Samples.ask(), true));
    // Then
    SubmissionDecision wet = decide(USUAL, input(MALLORY, Samples.ask(), false));
    assertThat(dry.assessment()).isEqualTo(wet.assessment());
    assertThat(dry.step())
        .isEqualTo(
            new Step.Refuse<>(
                refusal(wet.assessment(), Map.of("dryRun", "true")),
                Optional.empty(),
                Steps.answer(wet.step())));
  }

  @Test
  void aStartThatIsPastOrTooFarAheadIsAFieldToCorrectAndLeavesNoTrace() {
    // Given
    Instant latest = NOW.plus(Duration.ofDays(30));
    for (Instant start : List.of(NOW.minusSeconds(1), latest.plusSeconds(1))) {
      // When
      SubmissionDecision decision =
          decide(USUAL, input(Samples.ALICE, Samples.ask().startingAt(start), false));
      // Then
      Assessment invalid =
          new Assessment.Invalid(
              List.of(
                  new FieldError(
                      "startsAt",
                      "an instant from " + NOW + " to " + latest,
                      "correct it, or leave it out to begin when it is approved")));
      assertThat(decision)
          .isEqualTo(
              new SubmissionDecision(
                  invalid, new Step.Answer<>(new SubmitRequest.Outcome.NotSubmitted(invalid))));
    }
    assertThat(decide(USUAL, input(Samples.ALICE, Samples.ask().startingAt(NOW), false)).step())
        .isInstanceOf(Step.Commit.class);
  }

  @Test
  void whoBreaksTheGlassOwesAReview() {
    // Given
    SamplePolicy policy = USUAL.plus(SamplePolicy.glass());
    SubmissionInput input = input(Samples.ALICE, Samples.ask().breakingGlass(), false);
    // When
    SubmissionDecision decision = decide(policy, input, Optional::empty);
    // Then
    Assessment.Fits fits = fits(policy, Samples.ALICE, Samples.ask().breakingGlass());
    Submission submission = submission(Samples.ALICE, fits, NOW, Optional.empty());
    AccessRequest.Pending pending = new AccessRequest.Pending(submission, List.of());
    CaseChange owing =
        BreakGlass.owe(
            GrantCreation.schedule(
                CaseChange.creating(pending.approve(NOW), NOW)
                    .noting(
                        EventType.REQUEST_SUBMITTED,
                        Samples.ALICE.actor(),
                        EventDetails.of(submission)),
                submission,
                Samples.ALICE.actor()),
            submission,
            new AfterReviewDuty(new TreeSet<>(List.of(Samples.SECURITY)), Duration.ofHours(24)));
    assertThat(decision).isEqualTo(new SubmissionDecision(fits, submitted(owing)));
  }

  @Test
  void nobodyBreaksTheGlassTwiceWhileAReviewIsOverdue() {
    // Given
    SamplePolicy policy = USUAL.plus(SamplePolicy.glass());
    SubmissionInput input = input(Samples.ALICE, Samples.ask().breakingGlass(), false);
    AccessCase owing = CaseScenario.glassBroken(Samples.id(2)).overdue().now();
    // When
    SubmissionDecision decision = decide(policy, input, () -> Optional.of(owing));
    // Then
    assertThat(decision.assessment()).isInstanceOf(Assessment.Refused.class);
    assertThat(Steps.answer(decision.step()))
        .isEqualTo(new SubmitRequest.Outcome.NotSubmitted(decision.assessment()));
    AccessCase given =
        CaseScenario.glassBroken(Samples.id(2)).overdue().lookedBack(ReviewFinding.ACCEPT).now();
    assertThat(decide(policy, input, () -> Optional.of(given)).step())
        .isInstanceOf(Step.Commit.class);
  }

  @Test
  void theSameAskUnderOneKeyIsTheFirstRequestAndAnotherIsAReusedKey() {
    // Given
    AccessCase first = CaseScenario.submitted(ID).now();
    Continuation more = new Continuation(Samples.id(2), Duration.ofHours(1), 1);
    // When, then
    assertThat(input(Samples.ALICE, Samples.ask(), false).repeated(first))
        .isEqualTo(new SubmitRequest.Outcome.Repeated(first));
    assertThat(input(Samples.ALICE, Samples.later(), false).repeated(first))
        .isEqualTo(new SubmitRequest.Outcome.KeyReused(ID));
    assertThat(
            new SubmissionInput(Samples.ALICE, Samples.ask(), Optional.of(more), false)
                .repeated(first))
        .isEqualTo(new SubmitRequest.Outcome.KeyReused(ID));
  }

  private static SubmissionInput input(Principal who, RequestedAccess requested, boolean dryRun) {
    return new SubmissionInput(who, requested, Optional.empty(), dryRun);
  }

  private static SubmissionDecision decide(SamplePolicy policy, SubmissionInput input) {
    return decide(policy, input, NOT_READ);
  }

  private static SubmissionDecision decide(
      SamplePolicy policy, SubmissionInput input, Supplier<Optional<AccessCase>> overdue) {
    return SubmissionDecision.of(input, () -> ID, policy.load(), ASSESSOR, overdue, NOW);
  }

  private static Assessment.Fits fits(
      SamplePolicy policy, Principal who, RequestedAccess requested) {
    return (Assessment.Fits) ASSESSOR.assess(policy.load(), who, requested, Duration.ZERO, NOW);
  }

  private static Submission submission(
      Principal who, Assessment.Fits fits, Instant answerBy, Optional<Continuation> continues) {
    return new Submission(
        ID,
        who,
        fits.ask(),
        Samples.ORDERS_PROD,
        Samples.ACCESS_ROLE,
        Samples.permissions(),
        fits.decision(),
        NOW,
        answerBy,
        continues,
        Optional.of("works with one table"));
  }

  private static Step<SubmitRequest.Outcome> submitted(CaseChange change) {
    return new Step.Commit<>(
        change, new SubmitRequest.Outcome.Submitted(change.after(), List.of()));
  }

  private static Refusal refusal(Assessment refused, Map<String, String> more) {
    Decision decision = ((Assessment.Refused) refused).decision();
    TreeMap<String, String> details = new TreeMap<>(EventDetails.of(Samples.ask()));
    details.putAll(EventDetails.of(decision));
    details.putAll(more);
    return new Refusal(MALLORY, EventType.REQUEST_REFUSED, Optional.empty(), details, NOW);
  }
}
