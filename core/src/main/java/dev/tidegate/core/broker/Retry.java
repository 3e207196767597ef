package dev.tidegate.core.broker;

import java.util.Optional;
import java.util.function.Supplier;

/// Repeats a read-decide-write whose write met a newer version: at most ten times, then
/// [Fault.Kind#BUSY].
final class Retry {
  private static final int TRIES = 10;

  private Retry() {}

  /// Returns the first result of `attempt`; an empty result means "conflict, read again".
  static <T> T onConflict(Supplier<Optional<T>> attempt) {
    for (int i = 0; i < TRIES; i++) {
      Optional<T> result = attempt.get();
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new Fault(
        Fault.Kind.BUSY, "the case changed " + TRIES + " times while it was being changed");
  }
}
