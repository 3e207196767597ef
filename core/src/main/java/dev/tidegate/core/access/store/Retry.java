package dev.tidegate.core.access.store;

import dev.tidegate.core.fault.Fault;
import java.util.Optional;
import java.util.function.Supplier;

/// Repeats a read-decide-write cycle whose write found a newer version, a limited number of times,
/// then throws [Fault.Kind#BUSY].
///
/// Answers of approvers, revokes and withdrawals get several times as many attempts as anything
/// else on the same case, so that they win against whoever keeps changing it. The store waits a
/// short random time between attempts; altogether they stay well below the 28 seconds of a function
/// behind the API.
public final class Retry {
  private static final int TRIES = 10;
  private static final int TRIES_OF_PEOPLE = 40;

  private Retry() {}

  /// Returns the first result of `attempt`; an empty result means "conflict, read again".
  public static <T> T onConflict(Supplier<Optional<T>> attempt) {
    return upTo(TRIES, attempt);
  }

  /// Does the same with more attempts, for answers of approvers, revokes and withdrawals.
  public static <T> T first(Supplier<Optional<T>> attempt) {
    return upTo(TRIES_OF_PEOPLE, attempt);
  }

  private static <T> T upTo(int tries, Supplier<Optional<T>> attempt) {
    for (int i = 0; i < tries; i++) {
      Optional<T> result = attempt.get();
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new Fault(
        Fault.Kind.BUSY, "the case changed " + tries + " times while it was being changed");
  }
}
