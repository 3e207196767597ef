package dev.tidegate.adapters.policydoc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/// IAM's `*` (any run of characters) and `?` (any one): in action names, which IAM compares
/// ignoring case, and in ARNs, which it compares as they are, each of the six parts by itself.
///
/// True is certain, a rare false is not: what is taken to be covered is left out of a document, so
/// a mistake on the other side would only take away.
final class Wildcards {
  private static final int ARN_PARTS = 6;
  private static final String VARIABLE = "${";

  private Wildcards() {}

  /// Returns action names without those that another one covers; the first of two equal ones stays.
  static List<String> uncoveredActions(List<String> actions) {
    return uncovered(actions, Wildcards::coversAction);
  }

  /// Returns resources without those that another one covers; the first of two equal ones stays.
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

  /// Says whether an action name matches whatever `other` matches.
  static boolean coversAction(String action, String other) {
    return covers(action.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }

  /// Says whether a resource matches whatever `other` matches.
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

  /// A variable of IAM stands for text that is not known here: only a `*` at the end covers it.
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

  /// Says whether `wide` matches whatever `narrow` matches, which may be a pattern, too: its `*` is
  /// met by a `*` only, its `?` by a `*` or a `?`.
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
