package dev.tidegate.core.access;

import java.time.Instant;
import java.util.Optional;

/// How many sessions a grant has issued, and when the last of them can no longer be used.
public record Tally(int count, Optional<Instant> lastExpiry) {
  /// No session yet.
  public static final Tally NONE = new Tally(0, Optional.empty());

  /// Counts one more.
  public Tally plus(Instant expiry) {
    return new Tally(
        count + 1, Optional.of(lastExpiry.filter(last -> last.isAfter(expiry)).orElse(expiry)));
  }

  /// Says whether some session may still be usable.
  public boolean liveAt(Instant now) {
    return lastExpiry.filter(now::isBefore).isPresent();
  }
}
