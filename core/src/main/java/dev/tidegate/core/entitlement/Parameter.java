package dev.tidegate.core.entitlement;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A value that the requester provides, limited by a pattern or by choices, and never able to widen
/// a resource.
///
/// Whatever the pattern allows, a value is 1 to 256 characters of Latin-1 without `*`, `?`, `$`,
/// quotes, backslashes, white space or control characters, so that it contains nothing that IAM
/// would read as a wildcard or a policy variable, or refuse in a document.
public record Parameter(
    Name name,
    String description,
    Optional<Pattern> pattern,
    List<String> choices,
    Optional<String> preset) {
  private static final String NEVER = "*?$\"'\\";

  public Parameter {
    choices = List.copyOf(choices);
  }

  /// Returns why `value` is not acceptable; empty when it is.
  public Optional<String> objection(String value) {
    Optional<String> unsafe = unsafe(value);
    if (unsafe.isPresent()) {
      return unsafe;
    }
    if (!choices.isEmpty() && !choices.contains(value)) {
      return Optional.of("one of " + String.join(", ", choices));
    }
    if (pattern.isPresent() && !pattern.get().matcher(value).matches()) {
      return Optional.of("a value that matches " + pattern.get().pattern());
    }
    return Optional.empty();
  }

  /// Returns why no parameter can have this value; empty when one can.
  public static Optional<String> unsafe(String value) {
    return value.isEmpty() || value.length() > 256 || value.chars().anyMatch(Parameter::never)
        ? Optional.of(
            "1 to 256 characters of Latin-1 without white space, quotes, '*', '?', '$' or '\\'")
        : Optional.empty();
  }

  private static boolean never(int c) {
    return c > 0xFF
        || NEVER.indexOf(c) >= 0
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c);
  }
}
