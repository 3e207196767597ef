package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.audit.AuditEvent;
import dev.tidegate.core.audit.ChainHead;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// An audit event as two items of one transaction: in its chain's partition of the table, and in
/// the ledger in the order of time. What is in the ledger is put once and never touched again.
final class LedgerItems {
  private final String table;
  private final String ledger;

  LedgerItems(String table, String ledger) {
    this.table = table;
    this.ledger = ledger;
  }

  /// Returns the two writes of `event`, the one in `partition` of the table first.
  List<TransactWriteItem> add(String partition, AuditEvent event) {
    return List.of(
        put(table, EventItems.write(Keys.of(partition, Keys.event(event.seq())), event)),
        put(ledger, EventItems.write(key(event), event)));
  }

  /// Returns the place of an event in the ledger: by the hour and the second that it says it
  /// happened, and in as many partitions an hour as there are shards.
  static Map<String, AttributeValue> key(AuditEvent event) {
    return Keys.of(
        partition(event.at(), Math.floorMod(event.subject().hashCode(), Keys.SHARDS)),
        sort(event.at(), event.subject(), event.seq()));
  }

  static String partition(Instant hour, int shard) {
    return Keys.hour(hour) + "#" + shard;
  }

  static String sort(Instant at, String subject, int seq) {
    return second(at) + "#" + subject + "#" + String.format(Locale.ROOT, "%09d", seq);
  }

  /// Fixed width, so that the order of the text is the order of time.
  static String second(Instant at) {
    return String.format(Locale.ROOT, "%012d", at.getEpochSecond());
  }

  /// Writes the head of a chain.
  static AttributeValue head(ChainHead head) {
    return Values.map(
        Map.of(
            "seq", Values.number(head.seq()),
            "hash", Values.text(head.hash()),
            "at", Values.instant(head.at())));
  }

  /// Reads what [#head(ChainHead)] wrote. Before a head kept its time, the clock alone said when
  /// the next event is.
  static ChainHead head(Item item) {
    Item head = item.map("head");
    return new ChainHead(
        head.count("seq"), head.text("hash"), head.maybeInstant("at").orElse(Instant.EPOCH));
  }

  private static TransactWriteItem put(String table, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .build())
        .build();
  }
}
