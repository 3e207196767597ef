package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.fault.Fault;
import java.util.concurrent.ThreadLocalRandom;

/// Waits before a further attempt: twice as long each time, with jitter, at most [#ATTEMPTS]
/// attempts in all.
final class Backoff {
  /// The longest [#moment], in milliseconds: about as long as ten writers take one after another.
  private static final int MOMENT_MILLIS = 250;

  /// About 1.5 s of waiting in all, the longest that a caller behind an HTTP API should be held.
  static final int ATTEMPTS = 7;

  private static final long FIRST_MILLIS = 25;

  private int made = 1;

  /// Waits, or gives up with a fault that says `why`.
  void again(String why) {
    if (made >= ATTEMPTS) {
      throw new Fault(Fault.Kind.BUSY, why + ", " + ATTEMPTS + " times");
    }
    long most = FIRST_MILLIS << (made - 1);
    made++;
    sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1), why);
  }

  /// Waits for a moment of random length, so that writers of one item that met do not meet again.
  static void moment() {
    sleep(ThreadLocalRandom.current().nextLong(MOMENT_MILLIS), "another write came first");
  }

  private static void sleep(long millis, String why) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.BUSY, why + ", then interrupted", e);
    }
  }
}
