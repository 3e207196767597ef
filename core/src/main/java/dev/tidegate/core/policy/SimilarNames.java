package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Name;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds names that somebody may have meant when they typed another: at most [#MOST], closest
/// first.
///
/// A name is close when its edit distance, with swaps of neighbours, is at most a quarter of its
/// length (at least two), or when it contains every word that was typed: `orders-read` may mean
/// `orders-table-read`. Case is ignored.
public final class SimilarNames {
  /// The limit on returned names.
  public static final int MOST = 3;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[-_.]+");

  private SimilarNames() {}

  /// Returns those of `known` that are close to `typed`.
  public static List<Name> to(String typed, Collection<Name> known) {
    String lower = typed.toLowerCase(Locale.ROOT);
    record Found(Name name, int distance) {}
    return known.stream()
        .map(name -> new Found(name, distance(lower, name.text().toLowerCase(Locale.ROOT))))
        .filter(
            found ->
                found.distance <= Math.min(lower.length() - 1, Math.max(2, lower.length() / 4))
                    || hasWords(found.name, lower))
        .sorted(Comparator.comparingInt(Found::distance).thenComparing(Found::name))
        .limit(MOST)
        .map(Found::name)
        .toList();
  }

  /// Returns a question to append to a message about `typed`; empty text when nothing is close.
  public static String question(String typed, Collection<Name> known) {
    return question(to(typed, known));
  }

  /// Returns the question whether one of `close` was meant; empty text when there is none.
  static String question(List<Name> close) {
    return close.isEmpty()
        ? ""
        : "; did you mean " + String.join(" or ", close.stream().map(Name::text).toList()) + "?";
  }

  private static boolean hasWords(Name name, String typed) {
    Set<String> words = Set.of(distinct(name.text().toLowerCase(Locale.ROOT)));
    String[] wanted = distinct(typed);
    return wanted.length > 0 && words.containsAll(Arrays.asList(wanted));
  }

  private static String[] distinct(String text) {
    return BETWEEN_WORDS
        .splitAsStream(text)
        .filter(word -> !word.isEmpty())
        .distinct()
        .toArray(String[]::new);
  }

  /// Returns the edit distance, with swaps of neighbouring letters.
  private static int distance(String from, String to) {
    int[] twoAgo = new int[to.length() + 1];
    int[] before = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    Arrays.setAll(before, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(before[j] + 1, row[j - 1] + 1), before[j - 1] + change);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], twoAgo[j - 2] + 1);
        }
      }
      int[] free = twoAgo;
      twoAgo = before;
      before = row;
      row = free;
    }
    return before[to.length()];
  }
}
