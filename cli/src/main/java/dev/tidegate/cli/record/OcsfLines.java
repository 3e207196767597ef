package dev.tidegate.cli.record;

import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.json.JsonText;
import java.time.Instant;
import java.util.Map;

/// For a SIEM: Open Cybersecurity Schema Framework 1.3.0, one event a line. What has to do with
/// sessions is Authorize Session (3003), all else API Activity (6003); the details are in
/// `unmapped`.
public final class OcsfLines implements Lines {
  private record Activity(int id, String name) {}

  private static final Activity OTHER = new Activity(99, "Other");

  /// API Activity knows create, read, update and delete.
  private static final Map<String, Activity> ACTIVITIES =
      Map.of(
          "request.submitted", new Activity(1, "Create"),
          "grant.scheduled", new Activity(1, "Create"),
          "grant.ended", new Activity(4, "Delete"),
          "policy.pushed", new Activity(3, "Update"),
          "policy.rolled-back", new Activity(3, "Update"));

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
    String type = event.text("type").orElse("");
    boolean session = type.startsWith("session.");
    boolean failed = type.endsWith("refused") || type.equals("grant.still-allowed");
    Activity activity =
        session ? new Activity(1, "Assign Privileges") : ACTIVITIES.getOrDefault(type, OTHER);
    int kind = session ? 3003 : 6003;
    Json person = event.at("actor").orElseGet(Json.Nil::new);
    Json user =
        Json.object()
            .put("uid", person.text("id").orElse(""))
            .put("name", person.text("label").orElse(""))
            .build();
    Json.Builder line =
        Json.object()
            .put("metadata", metadata(event))
            .put("time", milliseconds(event))
            .put("category_uid", session ? 3 : 6)
            .put("category_name", session ? "Identity & Access Management" : "Application Activity")
            .put("class_uid", kind)
            .put("class_name", session ? "Authorize Session" : "API Activity")
            .put("activity_id", activity.id())
            .put("activity_name", activity.name())
            .put("type_uid", kind * 100L + activity.id())
            .put("severity_id", failed || type.startsWith("audit.") ? 2 : 1)
            .put("status_id", failed ? 2 : 1)
            .put("message", type)
            .put("actor", Json.object().put("user", user).build());
    if (session) {
      line.put("user", user);
    } else {
      line.put("src_endpoint", Json.object().put("svc_name", "tidegate").build())
          .put(
              "api",
              Json.object()
                  .put("operation", type)
                  .put("service", Json.object().put("name", "tidegate").build())
                  .build());
    }
    event.at("details").ifPresent(details -> line.put("unmapped", details));
    return JsonText.compact(line.build());
  }

  @Override
  public String bottom(long events, long checkpoints) {
    return "";
  }

  private static Json metadata(Json event) {
    return Json.object()
        .put("version", "1.3.0")
        .put("uid", event.text("hash").orElse(""))
        .put("correlation_uid", event.text("subject").orElse(""))
        .put(
            "product", Json.object().put("name", "Tidegate").put("vendor_name", "Tidegate").build())
        .build();
  }

  private static long milliseconds(Json event) {
    return event.text("at").map(at -> Instant.parse(at).toEpochMilli()).orElse(0L);
  }
}
