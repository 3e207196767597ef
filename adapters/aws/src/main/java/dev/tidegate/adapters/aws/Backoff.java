package dev.tidegate.adapters.aws;

import dev.tidegate.core.fault.Fault;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Pauses between the attempts of one call: each about twice as long as the one before, with
/// jitter, until so many attempts were made.
///
/// The SDK's own retries are for calls that failed; this is for answers that say "not yet": another
/// writer, an entry that was not taken, a change that has not spread. One instance serves one call.
public final class Backoff {
  /// For writers of one item: about 1.5 s of waiting in all, the longest that a caller behind an
  /// HTTP API should be held.
  private static final int WRITE_ATTEMPTS = 7;

  private static final Duration WRITE_FIRST = Duration.ofMillis(25);

  /// The longest [#moment], in milliseconds: about as long as ten writers take one after another.
  private static final int MOMENT_MILLIS = 250;

  private final Duration first;
  private final int attempts;
  private final Pause pause;
  private int made = 1;

  /// @param first the longest that the first pause may take; the shortest is half of it
  /// @param attempts how many there may be in all, the first included
  public Backoff(Duration first, int attempts) {
    this(first, attempts, Thread::sleep);
  }

  Backoff(Duration first, int attempts, Pause pause) {
    this.first = first;
    this.attempts = attempts;
    this.pause = pause;
  }

  /// Returns the pauses of a write, or a read, that others are in the way of.
  public static Backoff ofWrites() {
    return new Backoff(WRITE_FIRST, WRITE_ATTEMPTS);
  }

  /// Waits before the next attempt.
  ///
  /// @param why what is in the way, for the message of the fault
  /// @throws Fault BUSY, when there were as many attempts as there may be, or at an interrupt
  public void again(String why) {
    if (made >= attempts) {
      throw new Fault(Fault.Kind.BUSY, why + ", " + attempts + " times");
    }
    long half = first.multipliedBy(1L << (made - 1)).toNanos() / 2;
    made++;
    rest(Duration.ofNanos(half + ThreadLocalRandom.current().nextLong(half + 1)), why, pause);
  }

  /// Waits for a moment of random length, so that writers of one item that met do not meet again.
  public static void moment() {
    rest(
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(MOMENT_MILLIS)),
        "another write came first");
  }

  /// Waits for so long.
  ///
  /// @throws Fault BUSY at an interrupt, which stays set
  public static void rest(Duration length, String why) {
    rest(length, why, Thread::sleep);
  }

  /// Waits for so long, in a way of the caller's.
  public static void rest(Duration length, String why, Pause pause) {
    try {
      pause.of(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.BUSY, why + ", then interrupted", e);
    }
  }

  /// Waits, or only notes that it should: tests do not wait.
  public interface Pause {
    void of(Duration length) throws InterruptedException;
  }
}
