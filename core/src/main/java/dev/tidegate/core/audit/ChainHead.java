package dev.tidegate.core.audit;

/// The last event of a chain: its number and hash. The next event builds on it.
public record ChainHead(int seq, String hash) {
  /// Where a chain begins.
  public static final ChainHead START = new ChainHead(0, "0".repeat(64));
}
