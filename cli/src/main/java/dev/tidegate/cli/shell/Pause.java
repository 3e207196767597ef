package dev.tidegate.cli.shell;

import java.time.Duration;

/// Waits; in tests it moves the clock instead.
@FunctionalInterface
public interface Pause {
  /// Returns after about this long.
  ///
  /// @throws InterruptedException when the wait is broken off
  void of(Duration length) throws InterruptedException;
}
