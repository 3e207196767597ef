package dev.tidegate.core.record;

import java.time.Instant;

/// A place in the ledger: events lie in the order of their second, then of their subject, then of
/// their number.
public record Place(Instant at, String subject, int seq) {
  /// Returns the place before every event of `at`.
  public static Place before(Instant at) {
    return new Place(at, "", 0);
  }

  /// Returns where an event lies.
  public static Place of(AuditEvent event) {
    return new Place(event.at(), event.subject(), event.seq());
  }
}
