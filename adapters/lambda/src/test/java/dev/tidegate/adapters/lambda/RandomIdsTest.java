package dev.tidegate.adapters.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.RequestId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomIdsTest {
  @Test
  void noTwoIdsAreTheSame() {
    RandomRequestIds ids = new RandomRequestIds();
    Set<RequestId> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      seen.add(ids.next());
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  void theClockGivesWholeSecondsRoundedDown() {
    assertThat(Clocks.now(() -> Instant.parse("2026-03-01T10:00:00.999999Z")))
        .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
  }
}
