package dev.tidegate.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DriftTimingTest {
  @Test
  void deniesAreLookedForAsLongAsTheyCanStandAndAsFarBackAsTheSweepPutsThemOff() {
    assertThat(CheckDrift.AHEAD).isEqualTo(Duration.ofMinutes(80));
    assertThat(CheckDrift.BEHIND).isEqualTo(Duration.ofMinutes(30));
  }
}
