package dev.tidegate.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Asks again until the answer is the one that must come, or the time it may take is over.
final class Until {
  private Until() {}

  static <T> T within(Duration most, Supplier<T> ask, Predicate<T> good) {
    Instant end = Instant.now().plus(most);
    T last = ask.get();
    while (!good.test(last)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not within " + most + "; last seen: " + last);
      }
      pause(Duration.ofMillis(250));
      last = ask.get();
    }
    return last;
  }

  static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
