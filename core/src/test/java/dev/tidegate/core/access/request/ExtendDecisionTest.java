package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Steps;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// What asking for more of a grant comes to, decided without a store.
class ExtendDecisionTest {
  private static final RequestId ID = Samples.id(1);
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(10));
  private static final AccessDuration HALF = new AccessDuration(Duration.ofMinutes(30));
  private static final ExtendGrant.More MORE =
      new ExtendGrant.More(
          GrantId.of(ID), HALF, Optional.of(Use.HOTFIX), Optional.empty(), "not done yet");
  private static final BooleanSupplier NOT_READ =
      () -> {
        throw new AssertionError("no earlier request is needed for this");
      };

  private final AccessCase active = CaseScenario.active(ID).now();

  @Test
  void moreIsARequestForTheSameThatBeginsWhenTheGrantEnds() {
    // When
    Step<ExtendGrant.Next> step = decide(active, Samples.ALICE, NOT_READ, NOW);
    // Then
    RequestedAccess before = Samples.ask();
    RequestedAccess requested =
        new RequestedAccess(
            before.entitlement(),
            before.parameters(),
            HALF,
            Use.HOTFIX,
            before.ticket(),
            "not done yet",
            active.grant().map(grant -> grant.terms().endsAt()),
            false);
    assertThat(step)
        .isEqualTo(
            new Step.Answer<>(
                new ExtendGrant.Next.Submit(
                    requested, new Continuation(ID, Duration.ofHours(1), 1))));
  }

  @Test
  void whatIsNotActiveOrOverCannotBeExtended() {
    // Given
    AccessCase scheduled = CaseScenario.submitted(ID).approved(Samples.BOB).now();
    AccessCase revoked = CaseScenario.active(ID).revoked(Samples.BOB, "enough").now();
    Instant end = active.grant().orElseThrow().terms().endsAt();
    String why = "only an Active grant can be extended";
    // When, then
    assertThat(decide(scheduled, Samples.ALICE, () -> false, NOW))
        .isEqualTo(wrongState(scheduled, why, NOW));
    assertThat(decide(revoked, Samples.ALICE, () -> false, NOW))
        .isEqualTo(wrongState(revoked, why, NOW));
    assertThat(decide(active, Samples.ALICE, () -> false, end))
        .isEqualTo(wrongState(active, why, end));
    assertThat(decide(active, Samples.ALICE, NOT_READ, end.minusNanos(1)))
        .isInstanceOf(Step.Answer.class);
  }

  @Test
  void whatWasExtendedTooOftenCannotBeExtendedAgain() {
    // Given
    AccessCase last = continued(Continuation.MOST);
    AccessCase lastButOne = continued(Continuation.MOST - 1);
    // When, then
    assertThat(decide(last, Samples.ALICE, () -> false, Samples.T0.plus(Duration.ofHours(2))))
        .isEqualTo(
            wrongState(last, "it was extended 20 times", Samples.T0.plus(Duration.ofHours(2))));
    assertThat(decide(lastButOne, Samples.ALICE, NOT_READ, Samples.T0.plus(Duration.ofHours(2))))
        .isInstanceOf(Step.Answer.class);
  }

  @Test
  void theSameKeyAsBeforeIsAnsweredEvenWhenTheGrantIsOver() {
    // Given
    AccessCase revoked = CaseScenario.active(ID).revoked(Samples.BOB, "enough").now();
    // When, then
    assertThat(decide(revoked, Samples.ALICE, () -> true, NOW))
        .isEqualTo(decide(active, Samples.ALICE, NOT_READ, NOW));
  }

  @Test
  void nobodyElseExtendsIt() {
    assertThat(decide(active, Samples.BOB, NOT_READ, NOW))
        .isEqualTo(
            Steps.refusedOnTheCase(
                active,
                Samples.BOB,
                EventType.GRANT_EXTEND_REFUSED,
                Map.of("why", "not the requester"),
                new ExtendGrant.Next.Answered(
                    new ExtendGrant.Outcome.NotYours("only who asked can extend it")),
                NOW));
    assertThat(decide(active, Samples.DAVE, NOT_READ, NOW))
        .isEqualTo(
            Steps.refusedOnTheirOwnRecord(
                active,
                Samples.DAVE,
                EventType.GRANT_EXTEND_REFUSED,
                Map.of("why", "not the requester"),
                new ExtendGrant.Next.Answered(new ExtendGrant.Outcome.NotFound()),
                NOW));
  }

  private static AccessCase continued(int number) {
    Submission more = Samples.more(ID, Samples.id(2));
    return CaseScenario.granted(
            new Submission(
                more.id(),
                more.requester(),
                more.ask(),
                more.account(),
                more.target(),
                more.permissions(),
                Samples.allowed(),
                more.at(),
                more.answerBy(),
                Optional.of(new Continuation(Samples.id(2), Duration.ofHours(1), number)),
                more.description()))
        .activated()
        .now();
  }

  private static Step<ExtendGrant.Next> decide(
      AccessCase current, Principal who, BooleanSupplier repeated, Instant now) {
    return ExtendGrant.decide(
        current,
        current.grant().orElseThrow(),
        new Caller(who, new Visibility(Samples.SECURITY)),
        MORE,
        repeated,
        now);
  }

  private static Step<ExtendGrant.Next> wrongState(AccessCase current, String why, Instant now) {
    return Steps.refusedOnTheCase(
        current,
        Samples.ALICE,
        EventType.GRANT_EXTEND_REFUSED,
        Map.of("why", why),
        new ExtendGrant.Next.Answered(new ExtendGrant.Outcome.WrongState(current, why)),
        now);
  }
}
