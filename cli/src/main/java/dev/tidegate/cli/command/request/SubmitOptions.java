package dev.tidegate.cli.command.request;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of every command that submits a request.
final class SubmitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      description = "With --wait: give up after this long (default: 30m).")
  String timeout = "30m";

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description =
          "Submitting again under the same key gives the first request back (default: a new key).")
  Optional<String> key = Optional.empty();

  /// Returns how long to wait for access.
  Duration limit() {
    return WaitLimits.read("--timeout", timeout);
  }
}
