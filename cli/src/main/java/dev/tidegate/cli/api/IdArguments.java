package dev.tidegate.cli.api;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.util.Locale;
import java.util.regex.Pattern;

/// Parses ids as people type them. A request and its grant share their sixteen characters, so
/// either id is accepted for both.
public final class IdArguments {
  private static final Pattern FORM = Pattern.compile("[rg]-[0-9a-hjkmnp-tv-z]{16}");

  private IdArguments() {}

  /// Returns the id of the request.
  public static String request(String typed) {
    return "r-" + tail(typed);
  }

  /// Returns the id of the grant.
  public static String grant(String typed) {
    return "g-" + tail(typed);
  }

  private static String tail(String typed) {
    String id = typed.strip().toLowerCase(Locale.ROOT);
    if (!FORM.matcher(id).matches()) {
      throw CommandFailure.of(
          ExitCode.USAGE,
          "'"
              + typed.replaceAll("[^ -~]", "?")
              + "' is not an id: r- or g- and 16 letters and digits are expected.",
          "tidegate list shows yours");
    }
    return id.substring(2);
  }
}
