package dev.tidegate.cli.record;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the record as CSV for spreadsheets (RFC 4180), one event a line, with the details as
/// JSON. A field that a spreadsheet would read as a formula is prefixed with an apostrophe.
public final class CsvLines implements RecordFormat {
  private static final List<String> COLUMNS =
      List.of("at", "subject", "seq", "type", "actor", "label", "details", "prev", "hash");

  @Override
  public String top(Instant from, Instant to, Instant now) {
    return String.join(",", COLUMNS);
  }

  @Override
  public String checkpoint(Json checkpoint) {
    return "";
  }

  @Override
  public String event(Json event) {
    return row(event, event.text("type").orElse(""), event.text("hash").orElse(""));
  }

  @Override
  public String unreadable(Json item) {
    return row(item, "unreadable", item.text("unreadable").orElse(""));
  }

  private static String row(Json event, String type, String hash) {
    Json actor = event.at("actor").orElseGet(Json.Nil::new);
    return List.of(
            event.text("at").orElse(""),
            event.text("subject").orElse(""),
            event.text("seq").orElse(""),
            type,
            actor.text("id").orElse(""),
            actor.text("label").orElse(""),
            event.at("details").map(JsonWriter::compact).orElse(""),
            event.text("prev").orElse(""),
            hash)
        .stream()
        .map(CsvLines::field)
        .collect(Collectors.joining(","));
  }

  @Override
  public String bottom(long events, long checkpoints) {
    return "";
  }

  private static String field(String text) {
    String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
