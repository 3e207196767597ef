package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.aws.AwsCredentials;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Warns whoever runs a command with `exec`, five minutes before AWS refuses its credentials.
///
/// By then this process is gone and the launcher has become the command, so the launcher gets the
/// time and the sentence, in variables that it never exports. When less time is left, the warning
/// is printed at once.
final class EndWarning {
  /// How long before the end the warning is printed.
  static final Duration BEFORE = Duration.ofMinutes(5);

  private static final String ADVICE =
      "What it does after that AWS refuses; it does not get new credentials by itself, not of an"
          + " extended grant either: run exec again, or use a profile of 'tidegate configure'.";

  private final CommandEnvironment shell;

  EndWarning(CommandEnvironment shell) {
    this.shell = shell;
  }

  /// Returns the lines for the launcher; none when the warning was printed just now.
  List<String> lines(AwsCredentials credentials) {
    return credentials.end().map(this::lines).orElse(List.of());
  }

  private List<String> lines(Instant end) {
    Instant now = shell.clock().instant();
    Instant at = end.minus(BEFORE);
    if (!at.isAfter(now)) {
      shell.say(sentence(end, now));
      return List.of();
    }
    return List.of(
        "tg_warn_at=" + at.getEpochSecond(), "tg_warn=" + quoted("tidegate: " + sentence(end, at)));
  }

  private String sentence(Instant end, Instant said) {
    return "The access of this command ends at "
        + new Times(said, shell.zone()).full(end)
        + ". "
        + ADVICE;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
