package dev.tidegate.core.entitlement;

import java.util.Locale;
import java.util.Optional;

/// The purpose of access to production.
public enum Use {
  INCIDENT,
  HOTFIX,
  PERFORMANCE,
  VERIFICATION;

  /// Returns the word used in the policy, the API and messages, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads [#word]; empty for anything else.
  public static Optional<Use> of(String word) {
    for (Use use : values()) {
      if (use.word().equals(word)) {
        return Optional.of(use);
      }
    }
    return Optional.empty();
  }
}
