package dev.tidegate.adapters.policydoc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/// Compares patterns with IAM's `*` (any run of characters) and `?` (any one character). Action
/// names are compared ignoring case, ARNs exactly and each of their six parts by itself, as IAM
/// does.
///
/// `true` is always right; `false` may rarely be wrong. What is covered is left out of a document,
/// so a wrong `true` would take away access, while a wrong `false` only makes the document longer.
final class Wildcards {
  private static final int ARN_PARTS = 6;
  private static final String VARIABLE = "${";

  private Wildcards() {}

  /// Returns the action names that no other one covers; of two equal ones, the first stays.
  static List<String> uncoveredActions(List<String> actions) {
    return uncovered(actions, Wildcards::coversAction);
  }

  /// Returns the resources that no other one covers; of two equal ones, the first stays.
  static List<String> uncoveredResources(List<String> resources) {
    return uncovered(resources, Wildcards::coversResource);
  }

  private static List<String> uncovered(List<String> all, BiPredicate<String, String> covers) {
    List<String> kept = new ArrayList<>();
    for (String one : all) {
      if (kept.stream().noneMatch(other -> covers.test(other, one))) {
        kept.removeIf(other -> covers.test(one, other));
        kept.add(one);
      }
    }
    return List.copyOf(kept);
  }

  /// Returns whether an action pattern matches everything that `other` matches.
  static boolean coversAction(String action, String other) {
    return covers(action.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }

  /// Returns whether a resource pattern matches everything that `other` matches.
  static boolean coversResource(String resource, String other) {
    if (resource.equals("*") || resource.equals(other)) {
      return true;
    }
    String[] wide = resource.split(":", ARN_PARTS);
    String[] narrow = other.split(":", ARN_PARTS);
    if (wide.length < ARN_PARTS || narrow.length < ARN_PARTS || !hasWildcard(resource)) {
      return false;
    }
    for (int i = 0; i < ARN_PARTS; i++) {
      if (!coversPart(wide[i], narrow[i])) {
        return false;
      }
    }
    return true;
  }

  /// Compares one part of an ARN. The value of an IAM policy variable is unknown here, so only a
  /// trailing `*` covers it.
  private static boolean coversPart(String wide, String narrow) {
    if (wide.equals(narrow)) {
      return true;
    }
    if (wide.contains(VARIABLE)) {
      return false;
    }
    int variable = narrow.indexOf(VARIABLE);
    if (variable < 0) {
      return covers(wide, narrow);
    }
    String beginning = wide.substring(0, Math.max(0, wide.length() - 1));
    return wide.endsWith("*")
        && !hasWildcard(beginning)
        && narrow.substring(0, variable).startsWith(beginning);
  }

  private static boolean hasWildcard(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /// Returns whether `wide` matches everything that `narrow` matches. `narrow` may be a pattern,
  /// too: its `*` is covered only by a `*`, its `?` by a `*` or a `?`.
  private static boolean covers(String wide, String narrow) {
    if (!hasWildcard(wide)) {
      return wide.equals(narrow);
    }
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
