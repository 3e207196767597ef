package dev.tidegate.core.record;

import java.time.Instant;

/// A place in the ledger: events lie in the order of their second, then of their subject, then of
/// their number.
public record LedgerPosition(Instant at, String subject, int seq) {
  /// Returns the place before every event of `at`.
  public static LedgerPosition before(Instant at) {
    return new LedgerPosition(at, "", 0);
  }

  /// Returns where an event lies.
  public static LedgerPosition of(AuditEvent event) {
    return new LedgerPosition(event.at(), event.subject(), event.seq());
  }
}
