package dev.tidegate.cli.record;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import dev.tidegate.wire.record.RecordJson;
import java.time.Instant;

/// Writes the record as JSON Lines, the only format that can be verified.
public final class JsonLines implements RecordFormat {
  @Override
  public String top(Instant from, Instant to, Instant now) {
    return line("export", new ExportHeader(from, to, now).json());
  }

  @Override
  public String checkpoint(Json checkpoint) {
    return line("checkpoint", checkpoint);
  }

  @Override
  public String event(Json event) {
    return line("event", event);
  }

  @Override
  public String unreadable(Json item) {
    return line("unreadable", item);
  }

  @Override
  public String bottom(long events, long checkpoints) {
    return line("end", new RecordJson.End(events, checkpoints).json());
  }

  private static String line(String kind, Json content) {
    return JsonWriter.compact(Json.object().put(kind, content).build());
  }
}
