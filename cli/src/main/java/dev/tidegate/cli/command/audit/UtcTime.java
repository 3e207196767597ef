package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Parses a time argument: a day (`2026-03-01`) or an instant, in UTC.
final class UtcTime {
  private UtcTime() {}

  static Instant read(String option, String text) {
    try {
      Instant at = Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
      if (at.equals(at.truncatedTo(ChronoUnit.SECONDS))) {
        return at;
      }
    } catch (DateTimeException _) {
      // Reported below.
    }
    throw CommandFailure.of(
        ExitCode.USAGE,
        option + " is not a time: " + text + ".",
        "write 2026-03-01 or 2026-03-01T10:00:00Z");
  }
}
