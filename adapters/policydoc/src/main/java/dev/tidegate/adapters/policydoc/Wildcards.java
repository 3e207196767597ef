package dev.tidegate.adapters.policydoc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// IAM's `*` (any run of characters) and `?` (any one) in action names, which IAM compares ignoring
/// case.
final class Wildcards {
  private Wildcards() {}

  /// Returns `patterns` without those that another one covers; the first of two equal ones stays.
  static List<String> uncovered(List<String> patterns) {
    List<String> kept = new ArrayList<>();
    for (String pattern : patterns) {
      if (!anyCovers(kept, pattern)) {
        kept.removeIf(other -> covers(pattern, other));
        kept.add(pattern);
      }
    }
    return List.copyOf(kept);
  }

  static boolean anyCovers(List<String> patterns, String other) {
    return patterns.stream().anyMatch(pattern -> covers(pattern, other));
  }

  /// Says whether `pattern` matches whatever `other` matches. `other` may be a pattern, too: its
  /// `*` is met by a `*` only, its `?` by a `*` or a `?`. True is certain; a rare false is not.
  static boolean covers(String pattern, String other) {
    String wide = pattern.toLowerCase(Locale.ROOT);
    String narrow = other.toLowerCase(Locale.ROOT);
    boolean[] reached = new boolean[narrow.length() + 1];
    reached[0] = true;
    for (int i = 0; i < wide.length(); i++) {
      reached = step(wide.charAt(i), narrow, reached);
    }
    return reached[narrow.length()];
  }

  private static boolean[] step(char wide, String narrow, boolean[] before) {
    boolean[] after = new boolean[before.length];
    after[0] = wide == '*' && before[0];
    for (int j = 1; j < before.length; j++) {
      char next = narrow.charAt(j - 1);
      after[j] =
          switch (wide) {
            case '*' -> before[j] || after[j - 1];
            case '?' -> before[j - 1] && next != '*';
            default -> before[j - 1] && next == wide;
          };
    }
    return after;
  }
}
