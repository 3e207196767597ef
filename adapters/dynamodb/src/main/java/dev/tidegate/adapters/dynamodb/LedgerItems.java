package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.LedgerPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Writes an audit event as two items of one transaction: in its chain's partition of the table,
/// and in the ledger in the order of time. Items of the ledger are put once and never changed.
final class LedgerItems {
  private static final String PREV_AT = "prevAt";

  private final String table;
  private final String ledger;

  LedgerItems(String table, String ledger) {
    this.table = table;
    this.ledger = ledger;
  }

  /// Returns the two writes of each event, which follow `head` in its chain; those in `partition`
  /// of the table come first.
  List<TransactWriteItem> add(String partition, ChainHead head, List<AuditEvent> events) {
    List<TransactWriteItem> items = new ArrayList<>();
    for (AuditEvent event : events) {
      items.add(
          Transactions.adding(
              table, EventItems.write(Keys.of(partition, Keys.event(event.seq())), event)));
    }
    ChainHead before = head;
    for (AuditEvent event : events) {
      Map<String, AttributeValue> item = new LinkedHashMap<>(EventItems.write(key(event), event));
      if (event.seq() > 1) {
        item.put(PREV_AT, AttributeValues.instant(before.at()));
      }
      items.add(Transactions.adding(ledger, item));
      before = event.head();
    }
    return items;
  }

  /// Returns the time of the previous event; empty when that cannot be read.
  static Optional<Instant> prevAt(Item item) {
    try {
      return item.maybeInstant(PREV_AT);
    } catch (Fault _) {
      return Optional.empty();
    }
  }

  /// Returns the key of an event in the ledger: a partition by hour and shard, sorted by second.
  static Map<String, AttributeValue> key(LedgerPosition place) {
    return Keys.of(
        partition(place.at(), Math.floorMod(place.subject().hashCode(), Keys.SHARDS)), sort(place));
  }

  private static Map<String, AttributeValue> key(AuditEvent event) {
    return key(LedgerPosition.of(event));
  }

  static String partition(Instant hour, int shard) {
    return Keys.hour(hour) + "#" + shard;
  }

  static String sort(LedgerPosition place) {
    return second(place.at())
        + "#"
        + place.subject()
        + "#"
        + String.format(Locale.ROOT, "%09d", place.seq());
  }

  /// Formats an instant with a fixed width, so that the order of texts is the order of instants.
  static String second(Instant at) {
    return String.format(Locale.ROOT, "%012d", at.getEpochSecond());
  }

  /// Makes the replacement of a chain's head conditional on the head that was read.
  static Put.Builder moving(Put.Builder put, ChainHead from) {
    return from.equals(ChainHead.START)
        ? put.conditionExpression("attribute_not_exists(pk)")
        : put.conditionExpression("#head.#hash = :head")
            .expressionAttributeNames(Map.of("#head", "head", "#hash", "hash"))
            .expressionAttributeValues(Map.of(":head", AttributeValues.text(from.hash())));
  }

  /// Writes the head of a chain.
  static AttributeValue head(ChainHead head) {
    return AttributeValues.map(
        Map.of(
            "seq", AttributeValues.number(head.seq()),
            "hash", AttributeValues.text(head.hash()),
            "at", AttributeValues.instant(head.at())));
  }

  /// Reads the head of a chain. Heads of earlier versions have no time.
  static ChainHead head(Item item) {
    Item head = item.map("head");
    return new ChainHead(
        head.count("seq"), head.text("hash"), head.maybeInstant("at").orElse(Instant.EPOCH));
  }
}
