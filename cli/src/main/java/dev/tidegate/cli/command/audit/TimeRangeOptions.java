package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that choose a time range of the record.
final class TimeRangeOptions {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "From when on: 2026-03-01 or 2026-03-01T10:00:00Z (UTC).")
  String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Up to, not including, when (default: now).")
  Optional<String> to = Optional.empty();

  /// The time range from `begin` (inclusive) to `end` (exclusive).
  record Times(Instant begin, Instant end) {}

  Times read(Instant now) {
    Instant begin = UtcTime.read("--from", from);
    Instant end = to.map(text -> UtcTime.read("--to", text)).orElse(now);
    if (!begin.isBefore(end)) {
      throw CommandFailure.of(ExitCode.USAGE, "--from has to be before --to.");
    }
    return new Times(begin, end);
  }
}
