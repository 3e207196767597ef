package dev.tidegate.adapters.dynamodb;

import dev.tidegate.adapters.aws.Backoff;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// Writes the chains of refusals: one partition `REFUSED#<16 characters>` for each person and day,
/// with the head of its chain, its events, and a counter `COUNT#<key>` for each kind of refusal.
///
/// A repeated refusal costs one UpdateItem, regardless of concurrent ones. The first, and then
/// every tenfold of it, costs a transaction with an event. A role needs `dynamodb:GetItem`,
/// `PutItem` and `UpdateItem` on these partitions, and `PutItem` on the ledger.
final class RefusalLog {
  private static final String PARTITION = "REFUSED#";
  private static final String COUNT = "COUNT#";
  private static final String TIMES = "times";
  private static final String TOLD = "told";
  private static final String FIRST = "firstAt";
  private static final String LAST = "lastAt";
  private static final String NEW =
      "SET #told = if_not_exists(#told, :one), #first = if_not_exists(#first, :now),"
          + " #last = :now ADD #times :one";

  private final DynamoDbClient dynamo;
  private final String table;
  private final Transactions transactions;
  private final LedgerItems ledger;

  RefusalLog(DynamoDbClient dynamo, String table, LedgerItems ledger) {
    this.dynamo = dynamo;
    this.table = table;
    this.transactions = new Transactions(dynamo);
    this.ledger = ledger;
  }

  /// Counts a refusal that already has a counter, and records an event when one is due. Returns
  /// false when there is no counter yet.
  boolean count(Refusal refusal) {
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key(refusal))
            .updateExpression("SET #last = :now ADD #times :one")
            .conditionExpression("attribute_exists(pk)")
            .expressionAttributeNames(Map.of("#last", LAST, "#times", TIMES))
            .expressionAttributeValues(
                Map.of(
                    ":now",
                    AttributeValues.instant(refusal.at()),
                    ":one",
                    AttributeValues.number(1)))
            .returnValues(ReturnValue.ALL_NEW)
            .build();
    Optional<Refusal.Count> counted =
        Transactions.unlessContended("UpdateItem", () -> counted(request));
    counted.filter(Refusal.Count::isDue).ifPresent(count -> tell(refusal, count));
    return counted.isPresent();
  }

  private Optional<Refusal.Count> counted(UpdateItemRequest request) {
    try {
      UpdateItemResponse answer = dynamo.updateItem(request);
      Item item = Item.of(answer.attributes());
      return Optional.of(
          new Refusal.Count(
              item.number(TIMES), item.number(TOLD), item.instant(FIRST), item.instant(LAST)));
    } catch (ConditionalCheckFailedException _) {
      return Optional.empty();
    }
  }

  /// Records a refusal for the first time, or counts it.
  ///
  /// The head is read before the counter, because recording the same refusal concurrently moves it.
  void record(Refusal refusal) {
    Backoff backoff = Backoff.ofWrites();
    while (!count(refusal)) {
      ChainHead head = head(refusal);
      Refusal recorded = head.seq() < Refusal.MOST_EVENTS ? refusal : refusal.further();
      if (count(recorded) || append(recorded, head, recorded.first(), counting(recorded))) {
        return;
      }
      backoff.again("the chain " + refusal.chain() + " grew");
    }
  }

  /// Returns the write that starts the counter of a refusal that is recorded in a case.
  TransactWriteItem counting(Refusal refusal) {
    return update(
        refusal,
        Update.builder()
            .updateExpression(NEW)
            .expressionAttributeNames(
                Map.of("#told", TOLD, "#first", FIRST, "#last", LAST, "#times", TIMES))
            .expressionAttributeValues(
                Map.of(
                    ":now",
                    AttributeValues.instant(refusal.at()),
                    ":one",
                    AttributeValues.number(1))));
  }

  /// Records a count, once. A concurrent writer of the same count loses and records nothing; the
  /// count then stays due, and the next refusal records it.
  private void tell(Refusal refusal, Refusal.Count count) {
    TransactWriteItem told =
        update(
            refusal,
            Update.builder()
                .updateExpression("SET #told = :times")
                .expressionAttributeNames(Map.of("#told", TOLD))
                .expressionAttributeValues(
                    Map.of(":times", AttributeValues.number(count.times()))));
    append(refusal, head(refusal), refusal.repeated(count), told);
  }

  private boolean append(
      Refusal refusal, ChainHead head, Map<String, String> details, TransactWriteItem counting) {
    AuditEvent event =
        AuditEvent.after(
            head, refusal.chain(), refusal.at(), refusal.type(), refusal.who().actor(), details);
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(move(refusal, head, event.head()));
    items.addAll(ledger.add(partition(refusal), head, List.of(event)));
    items.add(counting);
    return transactions.write(refusal.chain() + " " + event.hash(), items);
  }

  private ChainHead head(Refusal refusal) {
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(table)
            .key(Keys.of(partition(refusal), Keys.HEAD))
            .consistentRead(true)
            .build();
    GetItemResponse found = DynamoFaults.translated("GetItem", () -> dynamo.getItem(request));
    return found.hasItem() ? LedgerItems.head(Item.of(found.item())) : ChainHead.START;
  }

  private TransactWriteItem move(Refusal refusal, ChainHead from, ChainHead to) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(Keys.of(partition(refusal), Keys.HEAD));
    item.put("form", AttributeValues.number(CaseItems.FORM));
    item.put("head", LedgerItems.head(to));
    Put.Builder put = Put.builder().tableName(table).item(item);
    return TransactWriteItem.builder().put(LedgerItems.moving(put, from).build()).build();
  }

  private TransactWriteItem update(Refusal refusal, Update.Builder update) {
    return TransactWriteItem.builder()
        .update(update.tableName(table).key(key(refusal)).build())
        .build();
  }

  private static Map<String, AttributeValue> key(Refusal refusal) {
    return Keys.of(partition(refusal), COUNT + refusal.key());
  }

  private static String partition(Refusal refusal) {
    return PARTITION + refusal.chain().substring(Refusal.SUBJECT.length());
  }
}
