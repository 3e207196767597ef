package dev.tidegate.core.access;

import java.time.Instant;
import java.util.Optional;

/// How many sessions a grant has issued, and when the last of them can no longer be used.
public record SessionCount(int count, Optional<Instant> lastExpiry) {
  /// No session yet.
  public static final SessionCount NONE = new SessionCount(0, Optional.empty());

  /// Counts one more.
  public SessionCount plus(Instant expiry) {
    return new SessionCount(
        count + 1, Optional.of(lastExpiry.filter(last -> last.isAfter(expiry)).orElse(expiry)));
  }

  /// Says whether some session may still be usable.
  public boolean liveAt(Instant now) {
    return lastExpiry.filter(now::isBefore).isPresent();
  }
}
