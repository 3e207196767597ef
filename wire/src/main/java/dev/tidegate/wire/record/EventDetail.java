package dev.tidegate.wire.record;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;

/// The detail of an event on the bus, made from an audit event. Its schema is
/// `docs/schemas/events/event.json`.
public final class EventDetail {
  private EventDetail() {}

  /// Returns the detail as one line of JSON.
  public static String of(AuditEvent event) {
    Json.Builder detail = Json.object();
    if (RequestId.matches(event.subject())) {
      detail.put("requestId", event.subject());
      if (aboutGrant(event.type().word())) {
        detail.put("grantId", GrantId.of(new RequestId(event.subject())).text());
      }
    } else {
      detail.put("chain", event.subject());
    }
    return JsonWriter.compact(
        detail
            .put("seq", event.seq())
            .put("at", event.at().toString())
            .put(
                "actor",
                Json.object().put("id", event.actorId()).put("label", event.actorLabel()).build())
            .put("details", Json.strings(event.details()))
            .build());
  }

  private static boolean aboutGrant(String type) {
    return type.startsWith("grant.") || type.startsWith("session.") || type.startsWith("activity.");
  }
}
