package dev.tidegate.core.entitlement;

import java.util.regex.Pattern;

/// What a text must look like, and the words that tell people so.
///
/// The pattern covers the whole text and is one of ours, never a user's.
///
/// @param expected completes the sentence "... expected"
public record TextFormat(Pattern pattern, String expected) {
  /// Makes a form of a regular expression.
  public static TextFormat of(String regex, String expected) {
    return new TextFormat(Pattern.compile(regex), expected);
  }

  /// Says whether `text` has this form.
  public boolean accepts(String text) {
    return pattern.matcher(text).matches();
  }

  /// Refuses `text` when it has not this form; `what` names it.
  public void require(String what, String text) {
    if (!accepts(text)) {
      throw new IllegalArgumentException(what + ": " + expected + " expected");
    }
  }
}
