package dev.tidegate.adapters.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.record.AuditEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/// Writes the detail of an event.
final class EventDetail {
  private static final JsonFactory JSON = new JsonFactory();

  private EventDetail() {}

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  static String of(AuditEvent event) {
    return object(
        json -> {
          if (RequestId.matches(event.subject())) {
            json.writeStringField("requestId", event.subject());
            if (aboutGrant(event.type().word())) {
              json.writeStringField("grantId", GrantId.of(new RequestId(event.subject())).text());
            }
          } else {
            json.writeStringField("chain", event.subject());
          }
          json.writeNumberField("seq", event.seq());
          rest(json, event.at(), event.actorId(), event.actorLabel(), event.details());
        });
  }

  private static boolean aboutGrant(String type) {
    return type.startsWith("grant.") || type.startsWith("session.") || type.startsWith("activity.");
  }

  private static void rest(
      JsonGenerator json,
      Instant at,
      String actorId,
      String actorLabel,
      Map<String, String> details)
      throws IOException {
    json.writeStringField("at", at.toString());
    json.writeObjectFieldStart("actor");
    json.writeStringField("id", actorId);
    json.writeStringField("label", actorLabel);
    json.writeEndObject();
    json.writeObjectFieldStart("details");
    for (Map.Entry<String, String> detail : details.entrySet()) {
      json.writeStringField(detail.getKey(), detail.getValue());
    }
    json.writeEndObject();
  }

  private static String object(Body body) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
