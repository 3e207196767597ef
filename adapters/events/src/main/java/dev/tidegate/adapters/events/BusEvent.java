package dev.tidegate.adapters.events;

import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.wire.record.EventDetail;
import java.time.Instant;

/// One event for the bus: its detail-type, its detail as a JSON object, and when it happened.
///
/// The schema of both is docs/schemas/events/event.json.
public record BusEvent(String type, String detail, Instant at) {
  /// Returns the event for an entry of the record.
  public static BusEvent of(AuditEvent event) {
    return new BusEvent(event.type().word(), EventDetail.of(event), event.at());
  }
}
