package dev.tidegate.core.entitlement;

import java.util.regex.Pattern;

/// A format that text must have, and its description for messages.
///
/// The pattern must match the whole text. It is always defined in code, never by a user.
///
/// @param expected describes the format; completes the sentence "... expected"
public record TextFormat(Pattern pattern, String expected) {
  /// Creates a format from a regular expression.
  public static TextFormat of(String regex, String expected) {
    return new TextFormat(Pattern.compile(regex), expected);
  }

  /// Returns whether `text` has this format.
  public boolean accepts(String text) {
    return pattern.matcher(text).matches();
  }

  /// Throws when `text` does not have this format; `what` names it in the message.
  public void require(String what, String text) {
    if (!accepts(text)) {
      throw new IllegalArgumentException(what + ": " + expected + " expected");
    }
  }
}
