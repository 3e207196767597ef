package dev.tidegate.core.entitlement;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A value that the requester fills in: bound by a pattern or by choices, and never able to widen a
/// resource.
///
/// Whatever the pattern says, a value is 1 to 256 characters without `*`, `?`, `$`, quotes,
/// backslashes, white space or control characters: what IAM would read as a wildcard or a policy
/// variable cannot get in.
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

  /// Returns why `value` is not acceptable, or nothing when it is.
  public Optional<String> objection(String value) {
    if (value.isEmpty() || value.length() > 256 || value.chars().anyMatch(Parameter::never)) {
      return Optional.of("1 to 256 characters without white space, quotes, '*', '?', '$' or '\\'");
    }
    if (!choices.isEmpty() && !choices.contains(value)) {
      return Optional.of("one of " + String.join(", ", choices));
    }
    if (pattern.isPresent() && !pattern.get().matcher(value).matches()) {
      return Optional.of("a value that matches " + pattern.get().pattern());
    }
    return Optional.empty();
  }

  private static boolean never(int c) {
    return NEVER.indexOf(c) >= 0 || Character.isWhitespace(c) || Character.isISOControl(c);
  }
}
