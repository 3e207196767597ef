package dev.tidegate.cli.record;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.record.RecordJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The first line of an export. It is not signed.
///
/// @param from the start of the exported range
/// @param to its end, exclusive
/// @param at the time of the export
public record ExportHeader(Instant from, Instant to, Instant at) {
  /// Events that are older than this at the export must be signed: it covers the hour between two
  /// checkpoints when nothing happens, the time that a range stays open, and a margin.
  public static final Duration SIGNED_WITHIN = Duration.ofHours(2);

  private static final String FORM = "tidegate export 1";
  private static final Set<String> FIELDS = Set.of("form", "from", "to", "at");

  /// Returns the time up to which events must be signed.
  Instant due() {
    Instant old = at.minus(SIGNED_WITHIN);
    return old.isBefore(to) ? old : to;
  }

  /// Writes what the first line holds.
  Json json() {
    return Json.object()
        .put("form", FORM)
        .put("from", from.toString())
        .put("to", to.toString())
        .put("at", at.toString())
        .build();
  }

  /// Parses a first line; empty unless it is exactly in a known format.
  static Optional<ExportHeader> read(Json line) {
    Map<String, Json> top = line.at("export").map(Json::entries).orElse(Map.of());
    if (line.entries().size() != 1
        || !top.keySet().equals(FIELDS)
        || !RecordJson.text(top, "form").equals(Optional.of(FORM))) {
      return Optional.empty();
    }
    Optional<Instant> from = RecordJson.instant(top, "from");
    Optional<Instant> to = RecordJson.instant(top, "to");
    Optional<Instant> at = RecordJson.instant(top, "at");
    return from.isPresent() && to.isPresent() && at.isPresent()
        ? Optional.of(new ExportHeader(from.get(), to.get(), at.get()))
        : Optional.empty();
  }
}
