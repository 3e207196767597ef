package dev.tidegate.adapters.aws;

import dev.tidegate.core.fault.Fault;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Exponential back-off between the attempts of one call, with jitter and a limit on attempts.
///
/// The SDK's own retries are for calls that failed; this class is for answers that mean "not yet":
/// a concurrent writer, an entry that was not accepted, a change that has not spread. Use one
/// instance for each call.
public final class Backoff {
  /// For writers of one item: about 1.5 s of waiting in total, as much as a caller behind an HTTP
  /// API should have to wait.
  private static final int WRITE_ATTEMPTS = 7;

  private static final Duration WRITE_FIRST = Duration.ofMillis(25);

  /// The longest [#moment], in milliseconds: about the time that ten writers take one after
  /// another.
  private static final int MOMENT_MILLIS = 250;

  private final Duration first;
  private final int attempts;
  private final Pause pause;
  private int made = 1;

  /// @param first the longest that the first pause may be; the shortest is half of it
  /// @param attempts the limit on attempts, including the first
  public Backoff(Duration first, int attempts) {
    this(first, attempts, Thread::sleep);
  }

  Backoff(Duration first, int attempts, Pause pause) {
    this.first = first;
    this.attempts = attempts;
    this.pause = pause;
  }

  /// Returns the pauses for a read or a write that conflicts with others.
  public static Backoff ofWrites() {
    return new Backoff(WRITE_FIRST, WRITE_ATTEMPTS);
  }

  /// Waits before the next attempt.
  ///
  /// @param why what the call is waiting for, for the fault's message
  /// @throws Fault BUSY, when the limit on attempts is reached, or when interrupted
  public void again(String why) {
    if (made >= attempts) {
      throw new Fault(Fault.Kind.BUSY, why + ", " + attempts + " times");
    }
    long half = first.multipliedBy(1L << (made - 1)).toNanos() / 2;
    made++;
    rest(Duration.ofNanos(half + ThreadLocalRandom.current().nextLong(half + 1)), why, pause);
  }

  /// Waits for a short random time, so that writers that conflicted do not conflict again.
  public static void moment() {
    rest(
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(MOMENT_MILLIS)),
        "another write came first");
  }

  /// Waits for `length`.
  ///
  /// @throws Fault BUSY when interrupted; the interrupt flag stays set
  public static void rest(Duration length, String why) {
    rest(length, why, Thread::sleep);
  }

  /// Waits for `length` by means of `pause`.
  public static void rest(Duration length, String why, Pause pause) {
    try {
      pause.of(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.BUSY, why + ", then interrupted", e);
    }
  }

  /// How to wait; tests only record the pause.
  public interface Pause {
    void of(Duration length) throws InterruptedException;
  }
}
