package dev.tidegate.cli.command.request;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses durations that only this program uses, such as how long to wait. Durations of a request
/// go to the server as typed.
public final class WaitLimits {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,3})h)?(?:(\\d{1,4})m)?(?:(\\d{1,5})s)?");

  private static final Pattern BARE = Pattern.compile("\\d{1,5}");

  private WaitLimits() {}

  /// Returns a duration of a request as typed; the server validates it.
  ///
  /// @throws CommandFailure when it is a number without a unit
  static String unit(String option, String text) {
    if (BARE.matcher(text.strip()).matches()) {
      throw CommandFailure.of(
          ExitCode.USAGE, option + " is a time with its unit, such as 45m or 1h30m.", meant(text));
    }
    return text;
  }

  /// Parses a duration such as `90s`, `30m` or `1h30m`; never zero.
  public static Duration read(String option, String text) {
    Matcher parts = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    Duration length =
        parts.matches()
            ? Duration.ofHours(number(parts, 1))
                .plusMinutes(number(parts, 2))
                .plusSeconds(number(parts, 3))
            : Duration.ZERO;
    if (length.isZero()) {
      String sentence = option + " is a time such as 90s, 30m or 1h30m.";
      throw BARE.matcher(text.strip()).matches() && !text.strip().matches("0+")
          ? CommandFailure.of(ExitCode.USAGE, sentence, meant(text))
          : CommandFailure.of(ExitCode.USAGE, sentence);
    }
    return length;
  }

  private static String meant(String text) {
    return "did you mean " + text.strip() + "m?";
  }

  private static long number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
