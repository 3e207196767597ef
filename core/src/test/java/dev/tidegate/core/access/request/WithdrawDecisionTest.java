package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Steps;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What withdrawing comes to, decided without a store.
class WithdrawDecisionTest {
  private static final RequestId ID = Samples.id(1);
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(10));

  @Test
  void aPendingRequestBecomesWithdrawn() {
    // Given
    AccessCase pending = CaseScenario.submitted(ID).now();
    // When
    Step<WithdrawRequest.Outcome> step = decide(pending, Samples.ALICE, NOW);
    // Then
    CaseChange withdrawn =
        CaseChange.of(pending, NOW)
            .request(((AccessRequest.Pending) pending.request()).withdraw(NOW))
            .noting(EventType.REQUEST_WITHDRAWN, Samples.ALICE.actor(), Map.of());
    assertThat(step).isEqualTo(done(withdrawn));
  }

  @Test
  void anActiveGrantBeginsToEnd() {
    // Given
    AccessCase active = CaseScenario.active(ID).now();
    // When
    Step<WithdrawRequest.Outcome> step = decide(active, Samples.ALICE, NOW);
    // Then
    Grant.Active grant = (Grant.Active) active.grant().orElseThrow();
    CaseChange ending =
        CaseChange.of(active, NOW)
            .grant(grant.end(new EndCause.Withdrawn(Samples.ALICE.actor()), NOW))
            .noting(
                EventType.GRANT_WITHDRAWN,
                Samples.ALICE.actor(),
                Map.of("grant", GrantId.of(ID).text()));
    assertThat(step).isEqualTo(done(ending));
  }

  @Test
  void whatWasWithdrawnBeforeStaysAsItIs() {
    // Given
    AccessCase withdrawn = CaseScenario.submitted(ID).withdrawn().now();
    AccessCase givenBack = CaseScenario.active(ID).givenBack().now();
    AccessCase revoked = CaseScenario.active(ID).revoked(Samples.BOB, "enough").now();
    // When, then
    assertThat(decide(withdrawn, Samples.ALICE, NOW)).isEqualTo(repeated(withdrawn));
    assertThat(decide(givenBack, Samples.ALICE, NOW)).isEqualTo(repeated(givenBack));
    assertThat(decide(revoked, Samples.ALICE, NOW)).isEqualTo(repeated(revoked));
  }

  @Test
  void whatIsAnsweredOrOverIsTooLate() {
    // Given
    AccessCase denied = CaseScenario.submitted(ID).denied(Samples.BOB, "not now").now();
    AccessCase expired = CaseScenario.submitted(ID).expired().now();
    AccessCase ended = CaseScenario.active(ID).timeUp().ended(new Revocation.Nothing()).now();
    AccessCase over = CaseScenario.active(ID).now();
    // When, then
    assertThat(decide(denied, Samples.ALICE, NOW)).isEqualTo(tooLate(denied, "it is Denied", NOW));
    assertThat(decide(expired, Samples.ALICE, NOW))
        .isEqualTo(tooLate(expired, "it is Expired", NOW));
    assertThat(decide(ended, Samples.ALICE, NOW)).isEqualTo(tooLate(ended, "it is Ended", NOW));
    Instant end = over.grant().orElseThrow().terms().endsAt();
    assertThat(decide(over, Samples.ALICE, end)).isEqualTo(tooLate(over, "it is Active", end));
    assertThat(decide(over, Samples.ALICE, end.minusNanos(1))).isInstanceOf(Step.Commit.class);
  }

  @Test
  void whoSeesItIsToldThatItIsNotTheirsAndTheCaseTellsOfIt() {
    // Given
    AccessCase pending = CaseScenario.submitted(ID).now();
    // When
    Step<WithdrawRequest.Outcome> step = decide(pending, Samples.BOB, NOW);
    // Then
    assertThat(step)
        .isEqualTo(
            Steps.refusedOnTheCase(
                pending,
                Samples.BOB,
                EventType.REQUEST_WITHDRAW_REFUSED,
                Map.of("why", "not the requester"),
                new WithdrawRequest.Outcome.NotYours(
                    "only who asked can withdraw; you may deny or revoke"),
                NOW));
  }

  @Test
  void aStrangerIsToldThatThereIsNoneAndTheCaseIsLeftAlone() {
    // Given
    AccessCase pending = CaseScenario.submitted(ID).now();
    // When
    Step<WithdrawRequest.Outcome> step = decide(pending, Samples.DAVE, NOW);
    // Then
    assertThat(step)
        .isEqualTo(
            Steps.refusedOnTheirOwnRecord(
                pending,
                Samples.DAVE,
                EventType.REQUEST_WITHDRAW_REFUSED,
                Map.of("why", "not the requester"),
                new WithdrawRequest.Outcome.NotFound(),
                NOW));
  }

  private static Step<WithdrawRequest.Outcome> decide(
      AccessCase current, Principal person, Instant now) {
    return WithdrawRequest.decide(
        current, new Caller(person, new Visibility(Samples.SECURITY)), now);
  }

  private static Step<WithdrawRequest.Outcome> done(CaseChange change) {
    return new Step.Commit<>(change, new WithdrawRequest.Outcome.Done(change.after(), false));
  }

  private static Step<WithdrawRequest.Outcome> repeated(AccessCase current) {
    return new Step.Answer<>(new WithdrawRequest.Outcome.Done(current, true));
  }

  private static Step<WithdrawRequest.Outcome> tooLate(
      AccessCase current, String why, Instant now) {
    return Steps.refusedOnTheCase(
        current,
        Samples.ALICE,
        EventType.REQUEST_WITHDRAW_REFUSED,
        Map.of("why", why),
        new WithdrawRequest.Outcome.WrongState(current),
        now);
  }
}
