package dev.tidegate.core.record;

import java.time.Instant;

/// The last event of a chain: its number, its hash and its time. The next event has its hash, and
/// is never earlier.
public record ChainHead(int seq, String hash, Instant at) {
  /// The head of an empty chain.
  public static final ChainHead START = new ChainHead(0, "0".repeat(64), Instant.EPOCH);
}
