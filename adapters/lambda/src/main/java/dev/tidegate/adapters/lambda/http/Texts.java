package dev.tidegate.adapters.lambda.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// Texts that people write.
public final class Texts {
  private static final Pattern SECONDS =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

  private Texts() {}

  /// Accepts 1 to `most` characters that are not all blank, with no control characters but line
  /// ends and tabs.
  public static Optional<String> lines(String text, int most) {
    return accept(text, most, true);
  }

  /// Accepts 1 to `most` characters that are not all blank, with no control characters.
  public static Optional<String> line(String text, int most) {
    return accept(text, most, false);
  }

  /// Accepts an instant in UTC and whole seconds, such as `2026-03-02T22:00:00Z`.
  public static Optional<Instant> instant(String text) {
    try {
      return Optional.of(text).filter(one -> SECONDS.matcher(one).matches()).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> accept(String text, int most, boolean lines) {
    boolean plain =
        text.chars()
            .allMatch(c -> !Character.isISOControl(c) || (lines && "\n\r\t".indexOf(c) >= 0));
    return plain && !text.isBlank() && text.length() <= most ? Optional.of(text) : Optional.empty();
  }
}
