package dev.tidegate.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void itWaitsBetweenAttemptsAndGivesUpAfterTheLast() {
    Backoff backoff = new Backoff(Duration.ofNanos(8), 3);

    assertThatCode(
            () -> {
              backoff.again("a write");
              backoff.again("a write");
            })
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> backoff.again("a write"))
        .isInstanceOf(Fault.class)
        .hasMessage("a write, 3 times")
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.BUSY);
  }

  @Test
  void eachPauseIsBetweenHalfAndAllOfTwiceTheOneBefore() {
    for (int round = 0; round < 100; round++) {
      List<Duration> pauses = new ArrayList<>();
      Backoff backoff = new Backoff(Duration.ofMillis(25), 5, pauses::add);
      for (int attempt = 1; attempt < 5; attempt++) {
        backoff.again("a write");
      }

      for (int i = 0; i < 4; i++) {
        Duration most = Duration.ofMillis(25L << i);
        assertThat(pauses.get(i)).isBetween(most.dividedBy(2), most);
      }
    }
  }

  @Test
  void anInterruptIsBusyAndStaysSet() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Backoff.rest(Duration.ofMinutes(1), "a write"))
        .isInstanceOf(Fault.class)
        .hasMessage("a write, then interrupted")
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.BUSY);
    assertThat(Thread.interrupted()).isTrue();
  }
}
