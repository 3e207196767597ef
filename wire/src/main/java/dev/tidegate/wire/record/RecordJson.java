package dev.tidegate.wire.record;

import dev.tidegate.core.digest.Utf8;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.CheckpointLeaf;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.LedgerPosition;
import dev.tidegate.core.record.SignedCheckpoint;
import dev.tidegate.wire.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The record as JSON: events and checkpoints as the API hands them out, exports keep them line by
/// line, and the archive keeps checkpoints.
///
/// Reading is strict: what is not covered by an event's hash must not be there either, and what is
/// must be of its kind, in its one spelling. So what was read is written as it was, but for spaces
/// and escapes.
public final class RecordJson {
  private static final Set<String> EVENT =
      Set.of("subject", "seq", "at", "type", "actor", "details", "prev", "hash");
  private static final Set<String> ACTOR = Set.of("id", "label");
  private static final Set<String> UNREADABLE = Set.of("subject", "seq", "at", "unreadable");
  private static final Set<String> CHECKPOINT = Set.of("statement", "signature", "leaves");
  private static final Set<String> END = Set.of("events", "checkpoints");

  /// Instants in the years of this calendar, as Java writes them.
  private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\S{6,30}Z");

  private RecordJson() {}

  /// Writes an event with the chain that it belongs to.
  public static Json of(AuditEvent event) {
    return Json.object().put("subject", event.subject()).putAll(inItsCase(event)).build();
  }

  /// Writes an event without its chain: beside the request that it is about.
  public static Json inItsCase(AuditEvent event) {
    return Json.object()
        .put("seq", event.seq())
        .put("at", event.at().toString())
        .put("type", event.type().word())
        .put(
            "actor",
            Json.object().put("id", event.actorId()).put("label", event.actorLabel()).build())
        .put("details", Json.strings(event.details()))
        .put("prev", event.prev())
        .put("hash", event.hash())
        .build();
  }

  /// Writes what lies in the place of an event and cannot be read, or is of a newer version: its
  /// place, and the hash of what lies there.
  public static Json unreadable(LedgerPosition place, CheckpointLeaf leaf) {
    return Json.object()
        .put("subject", place.subject())
        .put("seq", place.seq())
        .put("at", place.at().toString())
        .put("unreadable", leaf.hash())
        .build();
  }

  /// Writes a checkpoint.
  public static Json of(SignedCheckpoint signed) {
    return Json.object()
        .put("statement", signed.statement())
        .put("signature", signed.signature())
        .put("leaves", signed.leaves().stream().map(CheckpointLeaf::text).toList())
        .build();
  }

  /// The counts of an export's last line.
  public record End(long events, long checkpoints) {
    /// Writes them.
    public Json json() {
      return Json.object().put("events", events).put("checkpoints", checkpoints).build();
    }
  }

  /// Reads an event; nothing when it has a field too many or too few, or one of another form.
  public static Optional<AuditEvent> event(Json json) {
    Map<String, Json> fields = json.entries();
    Map<String, Json> actor = json.at("actor").map(Json::entries).orElse(Map.of());
    if (!fields.keySet().equals(EVENT)
        || !actor.keySet().equals(ACTOR)
        || !areTexts(fields, "subject", "at", "type", "prev", "hash")
        || !areTexts(actor, "id", "label")) {
      return Optional.empty();
    }
    Optional<Instant> at = instant(fields, "at");
    Optional<EventType> type = text(fields, "type").flatMap(EventType::of);
    Optional<SortedMap<String, String>> details = details(fields);
    Optional<Integer> seq = seq(fields);
    if (at.isEmpty() || type.isEmpty() || details.isEmpty() || seq.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AuditEvent(
            text(fields, "subject").orElseThrow(),
            seq.get(),
            at.get(),
            type.get(),
            text(actor, "id").orElseThrow(),
            text(actor, "label").orElseThrow(),
            details.get(),
            text(fields, "prev").orElseThrow(),
            text(fields, "hash").orElseThrow()));
  }

  /// Returns whether an item of a page is in the place of an event that could not be read.
  public static boolean isUnreadable(Json json) {
    return json.at("unreadable").isPresent();
  }

  /// Reads what lies in the place of an event and could not be read.
  public static Optional<CheckpointLeaf> unreadable(Json json) {
    Map<String, Json> fields = json.entries();
    if (!fields.keySet().equals(UNREADABLE)
        || !areTexts(fields, "subject", "unreadable")
        || instant(fields, "at").isEmpty()) {
      return Optional.empty();
    }
    String subject = text(fields, "subject").orElseThrow();
    String hash = text(fields, "unreadable").orElseThrow();
    return seq(fields).flatMap(seq -> CheckpointLeaf.parse(subject + " " + seq + " " + hash));
  }

  /// Reads a checkpoint.
  public static Optional<SignedCheckpoint> checkpoint(Json json) {
    Map<String, Json> fields = json.entries();
    if (!fields.keySet().equals(CHECKPOINT)
        || !areTexts(fields, "statement", "signature")
        || !(fields.get("leaves") instanceof Json.Arr(List<Json> items))) {
      return Optional.empty();
    }
    List<CheckpointLeaf> leaves = new ArrayList<>();
    for (Json item : items) {
      Optional<CheckpointLeaf> leaf =
          item instanceof Json.Str(String text) ? CheckpointLeaf.parse(text) : Optional.empty();
      if (leaf.isEmpty()) {
        return Optional.empty();
      }
      leaves.add(leaf.get());
    }
    return Optional.of(
        new SignedCheckpoint(
            text(fields, "statement").orElseThrow(),
            text(fields, "signature").orElseThrow(),
            leaves));
  }

  /// Reads the last line of an export.
  public static Optional<End> end(Json json) {
    Map<String, Json> fields = json.entries();
    Optional<Long> events = whole(fields, "events");
    Optional<Long> checkpoints = whole(fields, "checkpoints");
    return fields.keySet().equals(END) && events.isPresent() && checkpoints.isPresent()
        ? Optional.of(new End(events.get(), checkpoints.get()))
        : Optional.empty();
  }

  /// Returns which event this claims to be, for messages.
  public static String name(Json json) {
    return "event " + json.text("seq").orElse("?") + " of " + json.text("subject").orElse("?");
  }

  /// Returns whether every text in `json`, names of fields included, is well-formed.
  public static boolean isWellFormed(Json json) {
    return json instanceof Json.Str(String text)
        ? Utf8.isWellFormed(text)
        : json.items().stream().allMatch(RecordJson::isWellFormed)
            && json.entries().entrySet().stream()
                .allMatch(
                    field -> Utf8.isWellFormed(field.getKey()) && isWellFormed(field.getValue()));
  }

  /// Returns the field when it is a text.
  public static Optional<String> text(Map<String, Json> fields, String name) {
    return fields.get(name) instanceof Json.Str(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /// Returns the field when it is an instant in its one spelling.
  public static Optional<Instant> instant(Map<String, Json> fields, String name) {
    try {
      return text(fields, name)
          .filter(text -> INSTANT.matcher(text).matches())
          .flatMap(
              text -> Optional.of(Instant.parse(text)).filter(at -> at.toString().equals(text)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static boolean areTexts(Map<String, Json> fields, String... names) {
    return List.of(names).stream().allMatch(name -> text(fields, name).isPresent());
  }

  private static Optional<SortedMap<String, String>> details(Map<String, Json> fields) {
    if (!(fields.get("details") instanceof Json.Obj(Map<String, Json> details))) {
      return Optional.empty();
    }
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, Json> entry : details.entrySet()) {
      if (!(entry.getValue() instanceof Json.Str(String value))) {
        return Optional.empty();
      }
      texts.put(entry.getKey(), value);
    }
    return Optional.of(texts);
  }

  private static Optional<Integer> seq(Map<String, Json> fields) {
    return whole(fields, "seq")
        .filter(number -> number > 0 && number < 1_000_000_000)
        .map(Math::toIntExact);
  }

  /// A whole number in its one spelling.
  private static Optional<Long> whole(Map<String, Json> fields, String name) {
    return fields.get(name) instanceof Json.Num(String digits)
            && digits.matches("0|[1-9][0-9]{0,14}")
        ? Optional.of(Long.parseLong(digits))
        : Optional.empty();
  }
}
