package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.digest.Utf8;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// Validates text that people write. Lengths are in Unicode code points, not in UTF-16 units.
public final class Texts {
  private static final Pattern SECONDS =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

  /// A visible character: a letter, a digit, a punctuation mark or a symbol, except those that show
  /// nothing (Hangul fillers, a Braille pattern without dots).
  private static final Pattern VISIBLE =
      Pattern.compile("(?![\\u115f\\u1160\\u2800\\u3164\\uffa0])[\\p{L}\\p{N}\\p{P}\\p{S}]");

  private Texts() {}

  /// Accepts 1 to `most` characters, at least one visible, without unpaired surrogates, and without
  /// control characters other than line ends and tabs.
  public static Optional<String> lines(String text, int most) {
    return accept(text, most, true);
  }

  /// Accepts 1 to `most` characters, at least one visible, without unpaired surrogates or control
  /// characters.
  public static Optional<String> line(String text, int most) {
    return accept(text, most, false);
  }

  /// Returns the description of what [#lines] accepts, for messages.
  public static String linesForm(int most) {
    return "1 to " + most + " characters, one of them visible";
  }

  /// Accepts an instant in UTC and whole seconds from 1970 to 9999, such as `2026-03-02T22:00:00Z`.
  public static Optional<Instant> instant(String text) {
    try {
      return Optional.of(text)
          .filter(one -> SECONDS.matcher(one).matches())
          .map(Instant::parse)
          .filter(at -> at.toString().equals(text) && !at.isBefore(Instant.EPOCH));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> accept(String text, int most, boolean lines) {
    boolean plain =
        text.chars()
            .allMatch(c -> !Character.isISOControl(c) || (lines && "\n\r\t".indexOf(c) >= 0));
    return plain
            && text.codePointCount(0, text.length()) <= most
            && Utf8.isWellFormed(text)
            && VISIBLE.matcher(text).find()
        ? Optional.of(text)
        : Optional.empty();
  }
}
