package dev.tidegate.core.entitlement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Decides which regular expressions a policy file may contain: up to 256 characters, matched
/// against a whole value, and none that a value could make slow.
///
/// They may have literals, classes, groups, alternatives and quantifiers, but no look-around, no
/// back references, no possessive or lazy quantifiers, and no quantifier on a group that itself
/// contains a quantifier or alternatives (a `?` is fine).
public final class PatternText {
  private static final int MOST = 256;
  private static final int MOST_QUANTIFIERS = 8;

  private PatternText() {}

  /// Returns why `text` is not accepted; empty when it is.
  public static Optional<String> objection(String text) {
    if (text.isEmpty() || text.length() > MOST) {
      return Optional.of("a regular expression of 1 to 256 characters");
    }
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      return Optional.of("a regular expression (" + e.getDescription() + ")");
    }
    return new Scan(text).objection();
  }

  private static final class Scan {
    private final String text;
    private int at;
    private int quantifiers;

    Scan(String text) {
      this.text = text;
    }

    /// Checks the text in one pass, tracking for each open group whether it contains a quantifier
    /// or alternatives.
    Optional<String> objection() {
      Deque<Boolean> open = new ArrayDeque<>();
      boolean busy = false;
      boolean last = false;
      for (at = 0; at < text.length(); at++) {
        char c = text.charAt(at);
        switch (c) {
          case '\\' -> {
            at++;
            last = false;
            if ("kQEGp123456789".indexOf(text.charAt(at)) >= 0) {
              return Optional.of("a regular expression without back references, \\Q or \\p");
            }
          }
          case '[' -> {
            skipClass();
            last = false;
          }
          case '(' -> {
            if (text.startsWith("(?", at) && !text.startsWith("(?:", at)) {
              return Optional.of("a regular expression without (?...) other than (?:...)");
            }
            if (text.startsWith("(?:", at)) {
              at += 2;
            }
            open.push(busy);
            busy = false;
          }
          case ')' -> {
            last = busy;
            busy = open.pop() || busy;
          }
          case '|' -> busy = true;
          case '*', '+', '{', '?' -> {
            if (c == '{') {
              at = text.indexOf('}', at);
            }
            if (at + 1 < text.length() && "+?*{".indexOf(text.charAt(at + 1)) >= 0) {
              return Optional.of("a regular expression without lazy or possessive quantifiers");
            }
            if (c != '?') {
              if (last) {
                return Optional.of(
                    "a regular expression without a quantifier on a group that holds quantifiers"
                        + " or alternatives");
              }
              quantifiers++;
              busy = true;
            }
          }
          default -> last = false;
        }
      }
      return quantifiers > MOST_QUANTIFIERS
          ? Optional.of("a regular expression with at most 8 quantifiers")
          : Optional.empty();
    }

    private void skipClass() {
      int depth = 0;
      for (; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '\\') {
          at++;
        } else if (c == '[') {
          depth++;
        } else if (c == ']' && --depth == 0) {
          return;
        }
      }
    }
  }
}
