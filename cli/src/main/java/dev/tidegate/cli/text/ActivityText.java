package dev.tidegate.cli.text;

import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// Formats the activity of a grant as lines.
///
/// @param times the current time and the time zone of the output
public record ActivityText(Times times) {
  /// Returns the counts, the findings, the permissions that were not used, and the timeline.
  public List<String> lines(Json activity) {
    List<String> lines = new ArrayList<>();
    Optional<Json> summary = activity.at("summary");
    long records = summary.flatMap(json -> json.number("records")).orElse(0L);
    String grant = PlainText.safe(activity.text("grantId").orElse("?"));
    if (records == 0) {
      lines.add("Nothing was seen of " + grant + " yet.");
    } else {
      summary.ifPresent(json -> numbers(lines, grant, json));
    }
    activity.at("usage").ifPresent(usage -> usage(lines, usage));
    timeline(lines, activity.list("timeline"));
    return lines;
  }

  private void numbers(List<String> lines, String grant, Json summary) {
    boolean exact = summary.at("exact").flatMap(Json::asText).filter("false"::equals).isEmpty();
    lines.add(
        grant
            + ": "
            + (exact ? "" : "about ")
            + count(summary, "used")
            + " calls, "
            + count(summary, "refused")
            + " refused, "
            + count(summary, "sessionsMade")
            + " sessions"
            + RequestView.instant(summary, "first")
                .map(at -> ", first " + times.full(at))
                .orElse("")
            + RequestView.instant(summary, "last").map(at -> ", last " + times.full(at)).orElse("")
            + ".");
    kinds(summary).ifPresent(lines::add);
    for (Json finding : summary.list("findings")) {
      lines.add(
          "  finding: " + name(finding, "finding") + ", " + count(finding, "times") + " times");
    }
    Table table = new Table("ACTION", "DONE", "REFUSED", "FAILED");
    for (Json action : summary.list("actions")) {
      table.row(
          name(action, "action"),
          count(action, "done"),
          count(action, "refused"),
          count(action, "failed"));
    }
    section(lines, table);
    Table resources = new Table("RESOURCE", "TIMES");
    for (Json resource : summary.list("resources")) {
      resources.row(
          PlainText.fit(resource.text("resource").orElse("?"), 90), count(resource, "times"));
    }
    section(lines, resources);
  }

  /// Counts apart what was not a call by the person: calls that a service made for the session, and
  /// console events that are not API calls.
  private static Optional<String> kinds(Json summary) {
    List<String> parts = new ArrayList<>();
    for (Json one : summary.list("kinds")) {
      String words =
          switch (one.text("kind").orElse("")) {
            case "by-service" -> "by AWS services on the session's behalf";
            case "console-action" -> "done in the console without a call";
            case "sign-in" -> "sign-ins";
            default -> "";
          };
      if (!words.isEmpty()) {
        parts.add(count(one, "times") + " " + words);
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("  of these " + String.join(", ", parts) + ".");
  }

  private static void usage(List<String> lines, Json usage) {
    words("given, and not seen to be used", usage.list("notSeen")).ifPresent(lines::add);
    words(
            "given, and unknown whether used (recorded only where a trail logs data events)",
            usage.list("unknown"))
        .ifPresent(lines::add);
    words("done under another name than was given", usage.list("further")).ifPresent(lines::add);
  }

  private void timeline(List<String> lines, List<Json> records) {
    Table table = new Table("WHEN", "KIND", "ACTION", "ANSWER", "ON", "FROM");
    for (Json record : records) {
      table.row(
          RequestView.instant(record, "at").map(times::full).orElse("?"),
          name(record, "kind"),
          name(record, "action"),
          name(record, "answer"),
          record.list("resources").stream()
              .findFirst()
              .flatMap(Json::asText)
              .map(resource -> PlainText.fit(resource, 70))
              .orElse("-"),
          name(record, "origin"));
    }
    section(lines, table);
  }

  private static void section(List<String> lines, Table table) {
    if (!table.empty()) {
      lines.add("");
      lines.addAll(table.lines());
    }
  }

  private static Optional<String> words(String label, List<Json> texts) {
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    StringJoiner joined = new StringJoiner(", ", label + ": ", "");
    texts.forEach(text -> joined.add(PlainText.safe(text.asText().orElse("?"))));
    return Optional.of(joined.toString());
  }

  private static String name(Json json, String field) {
    return PlainText.safe(json.text(field).orElse("?"));
  }

  private static String count(Json json, String field) {
    return json.number(field).map(String::valueOf).orElse("?");
  }
}
