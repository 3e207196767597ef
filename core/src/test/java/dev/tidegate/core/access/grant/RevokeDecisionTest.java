package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
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

/// What revoking comes to, decided without a store.
class RevokeDecisionTest {
  private static final RequestId ID = Samples.id(1);
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(10));

  @Test
  void anApproverOrSecurityBeginsToEndIt() {
    for (Principal who : new Principal[] {Samples.BOB, Samples.SAM}) {
      // Given
      AccessCase active = CaseScenario.active(ID).now();
      // When
      Step<RevokeGrant.Outcome> step = decide(active, who, NOW);
      // Then
      Grant.Active grant = (Grant.Active) active.grant().orElseThrow();
      CaseChange ending =
          CaseChange.of(active, NOW)
              .grant(grant.end(new EndCause.Revoked(who.actor(), "enough"), NOW))
              .noting(
                  EventType.GRANT_REVOKED,
                  who.actor(),
                  Map.of("grant", GrantId.of(ID).text(), "reason", "enough"));
      assertThat(step)
          .isEqualTo(
              new Step.Commit<>(ending, new RevokeGrant.Outcome.Done(ending.after(), false)));
    }
  }

  @Test
  void whatAHumanEndedBeforeStaysAsItIs() {
    // Given
    AccessCase givenBack = CaseScenario.active(ID).givenBack().now();
    // When
    Step<RevokeGrant.Outcome> step = decide(givenBack, Samples.BOB, NOW);
    // Then
    assertThat(step).isEqualTo(new Step.Answer<>(new RevokeGrant.Outcome.Done(givenBack, true)));
  }

  @Test
  void whatIsOverIsTooLateAndOneMomentBeforeItIsNot() {
    // Given
    AccessCase active = CaseScenario.active(ID).now();
    AccessCase ended = CaseScenario.active(ID).timeUp().ended(new Revocation.Nothing()).now();
    Instant end = active.grant().orElseThrow().terms().endsAt();
    // When, then
    assertThat(decide(active, Samples.BOB, end)).isEqualTo(tooLate(active, end));
    assertThat(decide(ended, Samples.BOB, NOW)).isEqualTo(tooLate(ended, NOW));
    assertThat(decide(active, Samples.BOB, end.minusNanos(1))).isInstanceOf(Step.Commit.class);
  }

  @Test
  void itsRequesterIsToldToWithdrawAndTheCaseTellsOfIt() {
    // Given
    AccessCase active = CaseScenario.active(ID).now();
    // When
    Step<RevokeGrant.Outcome> step = decide(active, Samples.ALICE, NOW);
    // Then
    assertThat(step)
        .isEqualTo(
            Steps.refusedOnTheCase(
                active,
                Samples.ALICE,
                EventType.GRANT_REVOKE_REFUSED,
                Map.of("why", "neither an approver of the request nor security"),
                new RevokeGrant.Outcome.NotYours("withdraw your own request instead"),
                NOW));
  }

  @Test
  void aStrangerIsToldThatThereIsNoneAndTheCaseIsLeftAlone() {
    // Given
    AccessCase active = CaseScenario.active(ID).now();
    // When
    Step<RevokeGrant.Outcome> step = decide(active, Samples.DAVE, NOW);
    // Then
    assertThat(step)
        .isEqualTo(
            Steps.refusedOnTheirOwnRecord(
                active,
                Samples.DAVE,
                EventType.GRANT_REVOKE_REFUSED,
                Map.of("why", "neither an approver of the request nor security"),
                new RevokeGrant.Outcome.NotFound(),
                NOW));
  }

  private static Step<RevokeGrant.Outcome> decide(
      AccessCase current, Principal person, Instant now) {
    return RevokeGrant.decide(
        current,
        current.grant().orElseThrow(),
        new Caller(person, new Visibility(Samples.SECURITY)),
        "enough",
        now);
  }

  private static Step<RevokeGrant.Outcome> tooLate(AccessCase current, Instant now) {
    return Steps.refusedOnTheCase(
        current,
        Samples.BOB,
        EventType.GRANT_REVOKE_REFUSED,
        Map.of("why", "its time is up"),
        new RevokeGrant.Outcome.WrongState(current),
        now);
  }
}
