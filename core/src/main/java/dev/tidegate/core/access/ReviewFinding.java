package dev.tidegate.core.access;

import java.util.Locale;
import java.util.Optional;

/// The result of an after-review. Both values complete it.
public enum ReviewFinding {
  /// It was right to break the glass.
  ACCEPT,
  /// It needs to be discussed.
  QUESTION;

  /// Returns the word used in the API, events and storage.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads [#word]; empty for anything else.
  public static Optional<ReviewFinding> of(String word) {
    for (ReviewFinding finding : values()) {
      if (finding.word().equals(word)) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }
}
