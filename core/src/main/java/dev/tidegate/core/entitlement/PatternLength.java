package dev.tidegate.core.entitlement;

/// The lengths of the values that match a parameter's pattern: from `least` to `most` characters,
/// both within the 1 to 256 that a value may have.
///
/// Understands the patterns that [PatternText] accepts; an unknown escape counts as one character.
public record PatternLength(int least, int most) {
  private static final int LIMIT = 256;

  /// Measures a pattern to which [PatternText] has no objection.
  public static PatternLength of(String pattern) {
    PatternLength whole = new Reader(pattern).alternatives();
    return new PatternLength(Math.max(1, whole.least), Math.max(1, whole.most));
  }

  private static PatternLength capped(long least, long most) {
    return new PatternLength((int) Math.min(LIMIT, least), (int) Math.min(LIMIT, most));
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    PatternLength alternatives() {
      PatternLength all = sequence();
      while (next('|')) {
        PatternLength other = sequence();
        all = new PatternLength(Math.min(all.least, other.least), Math.max(all.most, other.most));
      }
      return all;
    }

    private PatternLength sequence() {
      PatternLength all = new PatternLength(0, 0);
      while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
        PatternLength one = repeated(atom());
        all = capped((long) all.least + one.least, (long) all.most + one.most);
      }
      return all;
    }

    private PatternLength atom() {
      char c = text.charAt(at++);
      return switch (c) {
        case '(' -> {
          if (text.startsWith("?:", at)) {
            at += 2;
          }
          PatternLength inner = alternatives();
          at++;
          yield inner;
        }
        case '[' -> {
          skipClass();
          yield new PatternLength(1, 1);
        }
        case '\\' -> escape(text.charAt(at++));
        case '^', '$' -> new PatternLength(0, 0);
        default -> new PatternLength(1, 1);
      };
    }

    private PatternLength escape(char kind) {
      switch (kind) {
        case 'u' -> at += 4;
        case 'x' -> at = text.startsWith("{", at) ? text.indexOf('}', at) + 1 : at + 2;
        case 'c' -> at++;
        case '0' -> {
          while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
            at++;
          }
        }
        case 'R' -> {
          return new PatternLength(1, 2);
        }
        case 'b', 'B', 'A', 'z', 'Z' -> {
          return new PatternLength(0, 0);
        }
        default -> {}
      }
      return new PatternLength(1, 1);
    }

    private PatternLength repeated(PatternLength one) {
      if (next('?')) {
        return new PatternLength(0, one.most);
      }
      if (next('*')) {
        return new PatternLength(0, one.most == 0 ? 0 : LIMIT);
      }
      if (next('+')) {
        return new PatternLength(one.least, one.most == 0 ? 0 : LIMIT);
      }
      if (next('{')) {
        int end = text.indexOf('}', at);
        String[] bounds = text.substring(at, end).split(",", 2);
        at = end + 1;
        long least = Long.parseLong(bounds[0]);
        long most =
            bounds.length == 1 ? least : bounds[1].isEmpty() ? LIMIT : Long.parseLong(bounds[1]);
        return capped(least * one.least, most * one.most);
      }
      return one;
    }

    private void skipClass() {
      for (int depth = 1; depth > 0; at++) {
        switch (text.charAt(at)) {
          case '\\' -> at++;
          case '[' -> depth++;
          case ']' -> depth--;
          default -> {}
        }
      }
    }

    private boolean next(char wanted) {
      boolean found = at < text.length() && text.charAt(at) == wanted;
      at += found ? 1 : 0;
      return found;
    }
  }
}
