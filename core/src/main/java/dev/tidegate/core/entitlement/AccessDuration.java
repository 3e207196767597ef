package dev.tidegate.core.entitlement;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A duration of access: whole minutes, from 1 minute to 30 days, written like `45m`, `2h` or
/// `1h30m`.
public record AccessDuration(Duration length) implements Comparable<AccessDuration> {
  /// The description of the format, for messages.
  public static final String FORM = "a duration such as 45m, 2h or 1h30m";

  private static final Pattern TEXT = Pattern.compile("(?:(\\d{1,3})h)?(?:(\\d{1,5})m)?");
  private static final Duration MOST = Duration.ofDays(30);

  public AccessDuration {
    if (length.isZero() || length.isNegative() || length.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("duration: 1m to 720h expected");
    }
    if (length.toSeconds() % 60 != 0 || length.getNano() != 0) {
      throw new IllegalArgumentException("duration: whole minutes expected");
    }
  }

  /// Parses the text form; empty when `text` is malformed or out of bounds.
  public static Optional<AccessDuration> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    Duration length =
        Duration.ofHours(number(matcher, 1)).plus(Duration.ofMinutes(number(matcher, 2)));
    if (length.isZero() || length.compareTo(MOST) > 0) {
      return Optional.empty();
    }
    return Optional.of(new AccessDuration(length));
  }

  /// Returns the shorter of the two.
  public AccessDuration atMost(AccessDuration other) {
    return compareTo(other) <= 0 ? this : other;
  }

  private static long number(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group)).map(Long::parseLong).orElse(0L);
  }

  @Override
  public int compareTo(AccessDuration other) {
    return length.compareTo(other.length);
  }

  @Override
  public String toString() {
    long hours = length.toHours();
    int minutes = length.toMinutesPart();
    return (hours > 0 ? hours + "h" : "") + (minutes > 0 ? minutes + "m" : "");
  }
}
