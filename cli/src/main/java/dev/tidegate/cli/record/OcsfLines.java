package dev.tidegate.cli.record;

import dev.tidegate.core.record.EventType;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes the record for a SIEM in the Open Cybersecurity Schema Framework 1.3.0, one event a line.
/// An issued session is Authorize Session (3003), everything else API Activity (6003); the details
/// are in `unmapped`.
///
/// The record does not have the source of a call, so `src_endpoint`, which API Activity requires,
/// names the service that wrote the event.
public final class OcsfLines implements RecordFormat {
  private static final String SELF = "tidegate";

  @Override
  public String top(Instant from, Instant to, Instant now) {
    return "";
  }

  @Override
  public String checkpoint(Json checkpoint) {
    return "";
  }

  @Override
  public String event(Json event) {
    String word = event.text("type").orElse("");
    OcsfKind kind =
        EventType.of(word)
            .map(type -> OcsfKind.of(type, details(event)))
            .orElseGet(() -> OcsfKind.unknown(word));
    Json.Builder line = common(event, kind, word);
    if (kind.activity().schema() == OcsfKind.Schema.AUTHORIZE_SESSION) {
      String grant = details(event).getOrDefault("grant", "");
      Json.Builder session = Json.object().put("uid", grant).put("issuer", SELF);
      instant(Optional.ofNullable(details(event).get("until")))
          .ifPresent(until -> session.put("expiration_time", until.toEpochMilli()));
      line.put("user", user(event))
          .put("session", session.build())
          .put("privileges", Json.strings(List.of(grant)));
    } else {
      line.put("actor", Json.object().put("user", user(event)).build());
      api(line, word);
      line.put("resources", resources(event));
    }
    event.at("details").ifPresent(unmapped -> line.put("unmapped", unmapped));
    return JsonWriter.compact(line.build());
  }

  @Override
  public String unreadable(Json item) {
    Json.Builder line = common(item, OcsfKind.unreadable(), "unreadable");
    line.put("actor", Json.object().put("app_name", SELF).build());
    api(line, "unreadable");
    line.put("resources", resources(item));
    return JsonWriter.compact(line.build());
  }

  @Override
  public String bottom(long events, long checkpoints) {
    return "";
  }

  private static Json.Builder common(Json event, OcsfKind kind, String word) {
    OcsfKind.Activity activity = kind.activity();
    OcsfKind.Schema schema = activity.schema();
    Json.Builder line =
        Json.object()
            .put("metadata", metadata(event, word))
            .put("time", instant(event.text("at")).map(Instant::toEpochMilli).orElse(0L))
            .put("category_uid", schema.category())
            .put("category_name", schema.categoryName())
            .put("class_uid", schema.uid())
            .put("class_name", schema.caption())
            .put("activity_id", activity.id())
            .put("activity_name", activity.name())
            .put("type_uid", schema.uid() * 100L + activity.id())
            .put("severity_id", kind.severity())
            .put("status_id", kind.failed() ? 2 : 1)
            .put("status", kind.failed() ? "Failure" : "Success")
            .put("message", word);
    Optional.ofNullable(details(event).get("why")).ifPresent(why -> line.put("status_detail", why));
    return line;
  }

  private static void api(Json.Builder line, String operation) {
    line.put("src_endpoint", Json.object().put("svc_name", SELF).build())
        .put(
            "api",
            Json.object()
                .put("operation", operation)
                .put("service", Json.object().put("name", SELF).build())
                .build());
  }

  private static Json metadata(Json event, String word) {
    return Json.object()
        .put("version", "1.3.0")
        .put("uid", event.text("hash").or(() -> event.text("unreadable")).orElse(""))
        .put("correlation_uid", event.text("subject").orElse(""))
        .put("sequence", event.number("seq").orElse(0L))
        .put("event_code", word)
        .put("original_time", event.text("at").orElse(""))
        .put(
            "product", Json.object().put("name", "Tidegate").put("vendor_name", "Tidegate").build())
        .build();
  }

  private static Json user(Json event) {
    Json person = event.at("actor").orElseGet(Json.Nil::new);
    String id = person.text("id").orElse("");
    return Json.object()
        .put("uid", id)
        .put("name", person.text("label").orElse(""))
        .put("type_id", id.startsWith(SELF + "|") ? 3 : 1)
        .build();
  }

  /// Returns the chain that the event belongs to, and the grant that it is about.
  private static Json resources(Json event) {
    List<Json> resources = new ArrayList<>();
    resources.add(resource("chain", event.text("subject").orElse("")));
    Optional.ofNullable(details(event).get("grant"))
        .ifPresent(grant -> resources.add(resource("grant", grant)));
    return new Json.Arr(resources);
  }

  private static Json resource(String type, String uid) {
    return Json.object().put("type", type).put("uid", uid).build();
  }

  private static Map<String, String> details(Json event) {
    Map<String, String> details = new HashMap<>();
    event
        .at("details")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (name, value) ->
                            value.asText().ifPresent(text -> details.put(name, text))));
    return details;
  }

  private static Optional<Instant> instant(Optional<String> text) {
    try {
      return text.map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
