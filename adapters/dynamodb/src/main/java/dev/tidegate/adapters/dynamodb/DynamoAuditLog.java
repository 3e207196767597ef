package dev.tidegate.adapters.dynamodb;

import dev.tidegate.adapters.aws.Backoff;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.IdempotentAuditLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Writes the chain of one function: its head under `AUDIT#<function>` / `HEAD`, its events beside
/// it and in the ledger, each batch in one transaction that is conditional on the head.
///
/// The role needs `dynamodb:GetItem` and `dynamodb:PutItem` on that partition of the table, and
/// `dynamodb:PutItem` on the ledger.
public final class DynamoAuditLog implements IdempotentAuditLog {
  /// The entries in one transaction. With two items for each, the head, and the idempotency key
  /// that makes 82 of the 100 items allowed [AWS: DynamoDB, TransactWriteItems].
  private static final int PART = 40;

  private final DynamoDbClient dynamo;
  private final String table;
  private final String subject;
  private final Transactions transactions;
  private final LedgerItems ledger;

  /// Creates the log of the chain `subject` over existing tables.
  public DynamoAuditLog(
      DynamoDbClient dynamo, String tableName, String ledgerTableName, String subject) {
    this.dynamo = dynamo;
    this.table = tableName;
    this.subject = subject;
    this.transactions = new Transactions(dynamo);
    this.ledger = new LedgerItems(tableName, ledgerTableName);
  }

  @Override
  public void append(List<Entry> entries, Actor actor, Instant now) {
    for (int from = 0; from < entries.size(); from += PART) {
      List<Entry> part = entries.subList(from, Math.min(from + PART, entries.size()));
      Backoff backoff = Backoff.ofWrites();
      while (!appended(head(), part, Optional.empty(), actor, now)) {
        backoff.again("the chain " + subject + " grew");
      }
    }
  }

  @Override
  public boolean appendOnce(String key, List<Entry> entries, Actor actor, Instant now) {
    boolean appended = false;
    for (int from = 0; from < entries.size(); from += PART) {
      List<Entry> part = entries.subList(from, Math.min(from + PART, entries.size()));
      Map<String, AttributeValue> once =
          Keys.of(Keys.AUDIT + subject, Keys.ONCE + key + (from == 0 ? "" : "#" + from));
      appended |= appendedOnce(once, part, actor, now);
    }
    return appended;
  }

  /// Appends a batch under an idempotency key. The head is read first, because a concurrent append
  /// under the same key moves it.
  private boolean appendedOnce(
      Map<String, AttributeValue> once, List<Entry> part, Actor actor, Instant now) {
    Backoff backoff = Backoff.ofWrites();
    ChainHead before = head();
    while (item(once).isEmpty()) {
      if (appended(before, part, Optional.of(once), actor, now)) {
        return true;
      }
      backoff.again("the chain " + subject + " grew");
      before = head();
    }
    return false;
  }

  private boolean appended(
      ChainHead before,
      List<Entry> part,
      Optional<Map<String, AttributeValue>> once,
      Actor actor,
      Instant now) {
    ChainHead head = before;
    List<AuditEvent> events = new ArrayList<>();
    for (Entry entry : part) {
      events.add(AuditEvent.after(head, subject, now, entry.type(), actor, entry.details()));
      head = events.getLast().head();
    }
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(move(before, head));
    items.addAll(ledger.add(Keys.AUDIT + subject, before, events));
    once.ifPresent(
        key -> {
          Map<String, AttributeValue> item = new LinkedHashMap<>(key);
          item.put("at", AttributeValues.instant(now));
          items.add(Transactions.adding(table, item));
        });
    return transactions.write(subject + " " + head.hash(), items);
  }

  private ChainHead head() {
    return item(Keys.of(Keys.AUDIT + subject, Keys.HEAD))
        .map(LedgerItems::head)
        .orElse(ChainHead.START);
  }

  private Optional<Item> item(Map<String, AttributeValue> key) {
    GetItemRequest request =
        GetItemRequest.builder().tableName(table).key(key).consistentRead(true).build();
    GetItemResponse found = DynamoFaults.translated("GetItem", () -> dynamo.getItem(request));
    return found.hasItem() ? Optional.of(Item.of(found.item())) : Optional.empty();
  }

  private TransactWriteItem move(ChainHead from, ChainHead to) {
    Map<String, AttributeValue> item =
        new LinkedHashMap<>(Keys.of(Keys.AUDIT + subject, Keys.HEAD));
    item.put("form", AttributeValues.number(CaseItems.FORM));
    item.put("head", LedgerItems.head(to));
    Put.Builder put = Put.builder().tableName(table).item(item);
    return TransactWriteItem.builder().put(LedgerItems.moving(put, from).build()).build();
  }
}
