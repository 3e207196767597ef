package dev.tidegate.adapters.lambda.http;

import java.util.Optional;

/// Texts that people write.
public final class Texts {
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

  private static Optional<String> accept(String text, int most, boolean lines) {
    boolean plain =
        text.chars()
            .allMatch(c -> !Character.isISOControl(c) || (lines && "\n\r\t".indexOf(c) >= 0));
    return plain && !text.isBlank() && text.length() <= most ? Optional.of(text) : Optional.empty();
  }
}
