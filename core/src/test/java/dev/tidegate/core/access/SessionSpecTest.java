package dev.tidegate.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.principal.SourceIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionSpecTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S,PT15M",
    "PT14M59S,PT15M",
    "PT15M,PT15M",
    "PT15M0.9S,PT15M",
    "PT40M,PT40M",
    "PT1H,PT1H",
    "PT1H1S,PT1H",
    "PT720H,PT1H"
  })
  void aSessionLastsAsLongAsIsLeftWithinWhatRoleChainingAllows(Duration left, Duration lifetime) {
    assertThat(SessionSpec.lifetime(left)).isEqualTo(lifetime);
  }

  @Test
  void anEmptyOrOversizePolicyIsNeverSent() {
    assertThatThrownBy(() -> spec("", Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> spec("x".repeat(2049), Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(spec("x".repeat(2048), Duration.ofHours(1)).policy()).hasSize(2048);
  }

  @Test
  void aLifetimeThatStsRefusesIsNeverSent() {
    assertThatThrownBy(() -> spec("x", Duration.ofSeconds(899)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> spec("x", Duration.ofSeconds(3601)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(spec("x", Duration.ofSeconds(900)).lifetime()).isEqualTo(Duration.ofSeconds(900));
  }

  @Test
  void theTallyKnowsTheLastExpiryInWhateverOrderSessionsCame() {
    Instant early = Samples.T0.plusSeconds(900);
    Instant late = Samples.T0.plusSeconds(3600);
    SessionCount tally = SessionCount.NONE.plus(late).plus(early);
    assertThat(tally.count()).isEqualTo(2);
    assertThat(tally.lastExpiry()).contains(late);
    assertThat(tally.liveAt(late.minusNanos(1))).isTrue();
    assertThat(tally.liveAt(late)).isFalse();
    assertThat(SessionCount.NONE.liveAt(Instant.MIN)).isFalse();
  }

  @Test
  void managedPoliciesCountAndAreTenAtMost() {
    String arn = "arn:aws:iam::aws:policy/" + "p".repeat(24);
    assertThatThrownBy(() -> spec("x".repeat(2001), Duration.ofHours(1), List.of(arn)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(spec("x".repeat(2000), Duration.ofHours(1), List.of(arn)).managedPolicies())
        .containsExactly(arn);
    assertThatThrownBy(() -> spec("x", Duration.ofHours(1), Collections.nCopies(11, "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SessionSpec spec(String policy, Duration lifetime) {
    return spec(policy, lifetime, List.of());
  }

  private static SessionSpec spec(String policy, Duration lifetime, List<String> managed) {
    return new SessionSpec(
        GrantId.of(Samples.id(1)),
        Samples.ORDERS_PROD,
        "TidegateAccess",
        SourceIdentity.of(Samples.ALICE.id(), "alice"),
        policy,
        managed,
        new TreeMap<>(),
        lifetime);
  }
}
