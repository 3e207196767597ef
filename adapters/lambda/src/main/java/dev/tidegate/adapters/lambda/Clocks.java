package dev.tidegate.adapters.lambda;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Reads a handler's clock.
public final class Clocks {
  private Clocks() {}

  /// Returns the current whole second, rounded down.
  ///
  /// Everything that Tidegate stores, hashes and shows is in whole seconds. Since a grant ends at a
  /// whole second, "rounded down is not before the end" and "is not before the end" are the same.
  public static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
