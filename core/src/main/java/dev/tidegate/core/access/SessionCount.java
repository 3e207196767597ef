package dev.tidegate.core.access;

import java.time.Instant;
import java.util.Optional;

/// The number of sessions that a grant has issued, and when the last of them expires.
public record SessionCount(int count, Optional<Instant> lastExpiry) {
  /// No sessions.
  public static final SessionCount NONE = new SessionCount(0, Optional.empty());

  /// Counts one more session.
  public SessionCount plus(Instant expiry) {
    return new SessionCount(
        count + 1, Optional.of(lastExpiry.filter(last -> last.isAfter(expiry)).orElse(expiry)));
  }

  /// Returns whether some session may still be usable.
  public boolean liveAt(Instant now) {
    return lastExpiry.filter(now::isBefore).isPresent();
  }
}
