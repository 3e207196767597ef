package dev.tidegate.core.record;

import java.time.Instant;

/// A position in the ledger: events are sorted by second, then subject, then number.
public record LedgerPosition(Instant at, String subject, int seq) {
  /// Returns the position before every event of `at`.
  public static LedgerPosition before(Instant at) {
    return new LedgerPosition(at, "", 0);
  }

  /// Returns the position of an event.
  public static LedgerPosition of(AuditEvent event) {
    return new LedgerPosition(event.at(), event.subject(), event.seq());
  }
}
