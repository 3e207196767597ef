package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes audit events as items with the sort key `EVENT#<six digits>`: those of a case
/// under its request id, of the policy under `POLICY`, and of a function's chain under
/// `AUDIT#<function>`. Each event is in the ledger as well.
///
/// Public for the functions that receive events from the table's stream.
public final class EventItems {
  private static final long FORM = 1;

  private EventItems() {}

  /// Returns whether a key of the table belongs to an event.
  public static boolean isEvent(Map<String, AttributeValue> key) {
    AttributeValue sort = key.get(Keys.SK);
    return sort != null && sort.s() != null && sort.s().startsWith(Keys.EVENT);
  }

  /// Reads an event. Throws a [dev.tidegate.core.fault.Fault] that names the item and the attribute
  /// that cannot be read.
  public static AuditEvent read(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    if (item.number("form") != FORM) {
      throw item.broken("form", item.number("form") + " is not one that this version reads");
    }
    return new AuditEvent(
        item.text("subject"),
        item.count("seq"),
        item.instant("at"),
        item.word("type", EventType::of),
        item.text("actorId"),
        item.text("actorLabel"),
        item.textMap("details"),
        item.text("prev"),
        item.text("hash"));
  }

  static Map<String, AttributeValue> write(Map<String, AttributeValue> key, AuditEvent event) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(key);
    item.put("form", AttributeValues.number(FORM));
    item.put("subject", AttributeValues.text(event.subject()));
    item.put("seq", AttributeValues.number(event.seq()));
    item.put("at", AttributeValues.instant(event.at()));
    item.put("type", AttributeValues.text(event.type().word()));
    item.put("actorId", AttributeValues.text(event.actorId()));
    item.put("actorLabel", AttributeValues.text(event.actorLabel()));
    item.put("details", AttributeValues.texts(event.details()));
    item.put("prev", AttributeValues.text(event.prev()));
    item.put("hash", AttributeValues.text(event.hash()));
    return item;
  }
}
