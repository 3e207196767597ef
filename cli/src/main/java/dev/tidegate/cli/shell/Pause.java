package dev.tidegate.cli.shell;

import java.time.Duration;

/// Waits. Tests advance their clock instead.
@FunctionalInterface
public interface Pause {
  /// Returns after about `length`.
  ///
  /// @throws InterruptedException when the wait is interrupted
  void of(Duration length) throws InterruptedException;
}
