package dev.tidegate.core.access.store;

import dev.tidegate.core.fault.Fault;
import java.util.Optional;
import java.util.function.Supplier;

/// Repeats a read-decide-write whose write met a newer version, a bounded number of times, then
/// [Fault.Kind#BUSY].
///
/// Answers of approvers, revokes and withdrawals are tried several times as often as anything else
/// on the same case, so that they win against whoever keeps changing it. The store waits a moment
/// of random length between two attempts: together they stay well below the 28 seconds that a
/// function behind the API has.
public final class Retry {
  private static final int TRIES = 10;
  private static final int TRIES_OF_PEOPLE = 40;

  private Retry() {}

  /// Returns the first result of `attempt`; an empty result means "conflict, read again".
  public static <T> T onConflict(Supplier<Optional<T>> attempt) {
    return upTo(TRIES, attempt);
  }

  /// Does the same with more patience: for what somebody does who has the say over the case.
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
