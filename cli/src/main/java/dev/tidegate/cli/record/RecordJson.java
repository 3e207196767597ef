package dev.tidegate.cli.record;

import dev.tidegate.cli.json.Json;
import dev.tidegate.core.audit.AuditEvent;
import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.audit.Leaf;
import dev.tidegate.core.audit.SignedCheckpoint;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads events and checkpoints as the API and exports write them, strictly: what is not covered by
/// an event's hash must not be there either.
final class RecordJson {
  private static final Set<String> EVENT =
      Set.of("subject", "seq", "at", "type", "actor", "details", "prev", "hash");
  private static final Set<String> ACTOR = Set.of("id", "label");
  private static final Set<String> UNREADABLE = Set.of("subject", "seq", "at", "unreadable");
  private static final Set<String> CHECKPOINT = Set.of("statement", "signature", "leaves");

  private RecordJson() {}

  /// Reads an event; nothing when it has a field too many or too few, or one of another form.
  static Optional<AuditEvent> event(Json json) {
    Map<String, Json> fields = json.entries();
    Json actor = json.at("actor").orElseGet(Json.Nil::new);
    if (!fields.keySet().equals(EVENT) || !actor.entries().keySet().equals(ACTOR)) {
      return Optional.empty();
    }
    Optional<Instant> at = text(fields, "at").flatMap(RecordJson::instant);
    Optional<EventType> type = text(fields, "type").flatMap(EventType::of);
    Optional<SortedMap<String, String>> details = details(json);
    Optional<Integer> seq = seq(json);
    if (at.isEmpty() || type.isEmpty() || details.isEmpty() || seq.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AuditEvent(
            text(fields, "subject").orElse(""),
            seq.get(),
            at.get(),
            type.get(),
            text(actor.entries(), "id").orElse(""),
            text(actor.entries(), "label").orElse(""),
            details.get(),
            text(fields, "prev").orElse(""),
            text(fields, "hash").orElse("")));
  }

  /// Says whether an item of a page is in the place of an event that could not be read.
  static boolean isUnreadable(Json json) {
    return json.at("unreadable").isPresent();
  }

  /// Reads what lies in the place of an event and could not be read.
  static Optional<Leaf> unreadable(Json json) {
    Map<String, Json> fields = json.entries();
    if (!fields.keySet().equals(UNREADABLE)) {
      return Optional.empty();
    }
    return seq(json)
        .flatMap(
            seq ->
                Leaf.parse(
                    text(fields, "subject").orElse("")
                        + " "
                        + seq
                        + " "
                        + text(fields, "unreadable").orElse("")));
  }

  /// Reads a checkpoint.
  static Optional<SignedCheckpoint> checkpoint(Json json) {
    Map<String, Json> fields = json.entries();
    if (!fields.keySet().equals(CHECKPOINT)) {
      return Optional.empty();
    }
    List<Leaf> leaves = new ArrayList<>();
    for (Json item : json.list("leaves")) {
      Optional<Leaf> leaf = item.asText().flatMap(Leaf::parse);
      if (leaf.isEmpty()) {
        return Optional.empty();
      }
      leaves.add(leaf.get());
    }
    return Optional.of(
        new SignedCheckpoint(
            text(fields, "statement").orElse(""), text(fields, "signature").orElse(""), leaves));
  }

  /// Says which event this claims to be, for messages.
  static String name(Json json) {
    return "event " + json.text("seq").orElse("?") + " of " + json.text("subject").orElse("?");
  }

  private static Optional<SortedMap<String, String>> details(Json json) {
    Optional<Json> details = json.at("details").filter(Json.Obj.class::isInstance);
    if (details.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, Json> entry : details.get().entries().entrySet()) {
      if (!(entry.getValue() instanceof Json.Str(String value))) {
        return Optional.empty();
      }
      texts.put(entry.getKey(), value);
    }
    return Optional.of(texts);
  }

  private static Optional<Integer> seq(Json json) {
    return json.at("seq")
        .filter(Json.Num.class::isInstance)
        .flatMap(Json::asText)
        .filter(digits -> digits.matches("[1-9][0-9]{0,8}"))
        .map(Integer::parseInt);
  }

  private static Optional<String> text(Map<String, Json> fields, String name) {
    return fields.get(name) instanceof Json.Str(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text)).filter(at -> at.toString().equals(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
