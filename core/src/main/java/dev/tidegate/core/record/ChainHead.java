package dev.tidegate.core.record;

import java.time.Instant;

/// The last event of a chain: its number, its hash and its time. The next event builds on it, and
/// is never earlier.
public record ChainHead(int seq, String hash, Instant at) {
  /// Where a chain begins.
  public static final ChainHead START = new ChainHead(0, "0".repeat(64), Instant.EPOCH);
}
