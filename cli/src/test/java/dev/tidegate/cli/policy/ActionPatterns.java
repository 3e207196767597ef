package dev.tidegate.cli.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes actions of one service in few characters, as an IAM policy may: names, and names with a
/// `*` that cover none of the service's other actions.
final class ActionPatterns {
  private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+|-");

  /// What an entry takes of a policy besides the action's name: quotes, comma and colon.
  private static final int AROUND = 4;

  private ActionPatterns() {}

  /// Returns patterns that match each of `wanted` and none of `others`, ignoring case.
  ///
  /// @param wanted names without the service, in the order of names
  static List<String> of(String service, Collection<String> wanted, Collection<String> others) {
    Map<String, Set<String>> candidates = new TreeMap<>();
    for (String name : wanted) {
      candidates.put(name, Set.of(name));
      for (String pattern : shortened(name)) {
        Pattern regex = regex(pattern);
        if (!candidates.containsKey(pattern)
            && others.stream().noneMatch(other -> regex.matcher(other).matches())) {
          candidates.put(
              pattern,
              wanted.stream()
                  .filter(each -> regex.matcher(each).matches())
                  .collect(Collectors.toSet()));
        }
      }
    }
    List<String> chosen = new ArrayList<>();
    Set<String> left = new HashSet<>(wanted);
    while (!left.isEmpty()) {
      Map.Entry<String, Set<String>> best =
          candidates.entrySet().stream()
              .max(
                  Comparator.comparingDouble(
                          (Map.Entry<String, Set<String>> each) ->
                              (double) each.getValue().stream().filter(left::contains).count()
                                  / (service.length() + each.getKey().length() + AROUND))
                      .thenComparing(each -> each.getKey().length(), Comparator.reverseOrder())
                      .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
              .orElseThrow();
      chosen.add(service + ":" + best.getKey());
      left.removeAll(best.getValue());
    }
    return chosen.stream().sorted().toList();
  }

  /// Returns a regular expression of an IAM pattern.
  static Pattern regex(String pattern) {
    return Pattern.compile(
        Stream.of(pattern.toLowerCase(Locale.ROOT).split("[*]", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.CASE_INSENSITIVE);
  }

  /// The name cut between its words, with a `*` for what is left out at its end or inside.
  private static List<String> shortened(String name) {
    List<String> words = WORD.matcher(name).results().map(MatchResult::group).toList();
    List<String> patterns = new ArrayList<>();
    for (int first = 1; first <= words.size(); first++) {
      String beginning = String.join("", words.subList(0, first));
      patterns.add(beginning + "*");
      for (int last = first + 1; last < words.size(); last++) {
        patterns.add(beginning + "*" + String.join("", words.subList(last, words.size())));
      }
    }
    return patterns;
  }
}
