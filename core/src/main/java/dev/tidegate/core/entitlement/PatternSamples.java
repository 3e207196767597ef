package dev.tidegate.core.entitlement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Sample values for a parameter with a pattern that [PatternText] accepts: some of the shortest
/// and some of the longest, up to the 256 characters that a value may have.
///
/// [Parameter#objection] accepts each of them. There may be none when the pattern uses features
/// that this class does not handle (a boundary such as `\b`). The same pattern always gives the
/// same values.
public record PatternSamples(List<String> shortest, List<String> longest) {
  private static final int TRIES = 12;
  private static final int LIMIT = 256;

  public PatternSamples {
    shortest = List.copyOf(shortest);
    longest = List.copyOf(longest);
  }

  /// Generates values for a parameter with a pattern.
  public static PatternSamples of(Parameter parameter) {
    String pattern = parameter.pattern().orElseThrow().pattern();
    SequencedSet<String> shortest = new TreeSet<>();
    SequencedSet<String> longest = new TreeSet<>();
    Map<String, List<String>> known = new HashMap<>();
    for (int seed = 0; seed < TRIES; seed++) {
      Optional.of(new Maker(pattern, new Random(seed), 0, known).alternatives())
          .filter(value -> parameter.objection(value).isEmpty())
          .ifPresent(shortest::add);
      longest(parameter, pattern, seed, known).ifPresent(longest::add);
    }
    return new PatternSamples(List.copyOf(shortest), List.copyOf(longest));
  }

  /// Returns the longest value, found by giving all open-ended repetitions the same length.
  private static Optional<String> longest(
      Parameter parameter, String pattern, int seed, Map<String, List<String>> known) {
    int most = LIMIT;
    int least = 0;
    Optional<String> best = Optional.empty();
    while (least <= most) {
      int ends = (least + most) / 2;
      String value = new Maker(pattern, new Random(seed), Math.max(1, ends), known).alternatives();
      if (value.length() <= LIMIT) {
        best = parameter.objection(value).isEmpty() ? Optional.of(value) : best;
        least = ends + 1;
      } else {
        most = ends - 1;
      }
    }
    return best;
  }

  /// Generates one value in one pass over the pattern.
  ///
  /// @param ends the number of repetitions; 0 for as few as possible
  /// @param known a cache of the characters that a class or an escape stands for
  private static final class Maker {
    private final String text;
    private final Random random;
    private final int ends;
    private final Map<String, List<String>> known;
    private int at;

    Maker(String text, Random random, int ends, Map<String, List<String>> known) {
      this.known = known;
      this.text = text;
      this.random = random;
      this.ends = ends;
    }

    /// Returns the longest or the shortest of the alternatives.
    String alternatives() {
      List<String> all = new ArrayList<>(List.of(sequence()));
      while (at < text.length() && text.charAt(at) == '|') {
        at++;
        all.add(sequence());
      }
      String best = all.getFirst();
      for (String one : all) {
        int more = ends == 0 ? best.length() - one.length() : one.length() - best.length();
        best = more > 0 || (more == 0 && random.nextBoolean()) ? one : best;
      }
      return best;
    }

    private String sequence() {
      StringBuilder all = new StringBuilder();
      while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
        int start = at;
        String once = atom();
        int end = at;
        int times = times();
        int after = at;
        for (int i = 0; i < times; i++) {
          at = start;
          all.append(i == 0 ? once : atom());
          at = end;
        }
        at = after;
      }
      return all.toString();
    }

    private String atom() {
      int start = at;
      char c = text.charAt(at);
      if (c == '(') {
        at += text.startsWith("(?:", at) ? 3 : 1;
        String inner = alternatives();
        at++;
        return inner;
      }
      if (c == '[') {
        skipClass();
      } else if (c == '\\') {
        skipEscape();
      } else {
        at++;
      }
      return c == '^' || c == '$' ? "" : oneOf(text.substring(start, at));
    }

    /// Returns a character that a class, an escape or a character stands for; empty for a boundary.
    private String oneOf(String source) {
      List<String> fitting = known.computeIfAbsent(source, Maker::fitting);
      return fitting.isEmpty() ? "" : fitting.get(random.nextInt(fitting.size()));
    }

    private static List<String> fitting(String source) {
      Pattern pattern = Pattern.compile(source);
      List<String> fitting = new ArrayList<>();
      for (char c = '!'; c <= 0xFF; c++) {
        String one = Character.toString(c);
        if (Parameter.unsafe(one).isEmpty() && pattern.matcher(one).matches()) {
          fitting.add(one);
        }
      }
      return fitting;
    }

    private int times() {
      if (at >= text.length()) {
        return 1;
      }
      switch (text.charAt(at)) {
        case '?' -> {
          at++;
          return Math.min(1, ends);
        }
        case '*' -> {
          at++;
          return ends;
        }
        case '+' -> {
          at++;
          return Math.max(1, ends);
        }
        case '{' -> {
          int end = text.indexOf('}', at);
          String[] bounds = text.substring(at + 1, end).split(",", 2);
          at = end + 1;
          int least = Integer.parseInt(bounds[0]);
          int most =
              bounds.length == 1
                  ? least
                  : bounds[1].isEmpty() ? LIMIT : Integer.parseInt(bounds[1]);
          return Math.clamp(ends, least, Math.max(least, Math.min(most, LIMIT)));
        }
        default -> {
          return 1;
        }
      }
    }

    private void skipEscape() {
      char kind = text.charAt(at + 1);
      at += 2;
      switch (kind) {
        case 'u' -> at += 4;
        case 'x' -> at = text.startsWith("{", at) ? text.indexOf('}', at) + 1 : at + 2;
        case 'c' -> at++;
        case '0' -> {
          while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
            at++;
          }
        }
        default -> {}
      }
    }

    private void skipClass() {
      int depth = 0;
      do {
        switch (text.charAt(at)) {
          case '\\' -> at++;
          case '[' -> depth++;
          case ']' -> depth--;
          default -> {}
        }
        at++;
      } while (depth > 0);
    }
  }
}
