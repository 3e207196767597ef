package dev.tidegate.core.entitlement;

import java.util.regex.Pattern;

/// A name in the policy file (of an account, entitlement, rule, approver set or parameter): 1 to 64
/// of `[A-Za-z0-9_.-]`, beginning with a letter or digit.
public record Name(String text) implements Comparable<Name> {
  /// The description of the format, for messages.
  public static final String FORM = "a name of 1 to 64 letters, digits, '_', '.' or '-'";

  private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  public Name {
    if (!matches(text)) {
      throw new IllegalArgumentException(FORM + " expected");
    }
  }

  /// Returns whether `text` is a valid name.
  public static boolean matches(String text) {
    return PATTERN.matcher(text).matches();
  }

  @Override
  public int compareTo(Name other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
