package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
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
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Stores the versions of the policy file in DynamoDB: the bytes of each version and of its compact
/// form in parts, a pointer to the current version, and the chain of events that moved it.
///
/// The parts are written before the pointer moves, so an interrupted push changes nothing. Finding
/// the current version takes one consistent GetItem.
public final class DynamoPolicyVersions implements PolicyVersions {
  private static final String KIND = "policy";

  private final DynamoDbClient dynamo;
  private final String table;
  private final PolicyFiles files;
  private final Transactions transactions;
  private final LedgerItems ledger;

  /// Creates a store over existing tables.
  public DynamoPolicyVersions(DynamoDbClient dynamo, String tableName, String ledgerTableName) {
    this.dynamo = dynamo;
    this.table = tableName;
    this.files = new PolicyFiles(dynamo, tableName);
    this.transactions = new Transactions(dynamo);
    this.ledger = new LedgerItems(tableName, ledgerTableName);
  }

  @Override
  public Optional<Version> current() {
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(table)
            .key(Keys.of(Keys.POLICY, Keys.CURRENT))
            .consistentRead(true)
            .build();
    GetItemResponse found = DynamoFaults.translated("GetItem", () -> dynamo.getItem(request));
    return found.hasItem() ? Optional.of(version(Item.of(found.item()))) : Optional.empty();
  }

  @Override
  public Optional<byte[]> file(PolicyHash hash) {
    return files.read(hash);
  }

  @Override
  public Optional<byte[]> compact(PolicyHash hash, Compact compact) {
    return files.compact(hash, compact.sha256());
  }

  @Override
  public boolean makeCurrent(
      Version next,
      byte[] file,
      Optional<byte[]> compact,
      Optional<Version> over,
      AuditEvent event) {
    if (files.read(next.hash()).isEmpty()) {
      files.write(next.hash(), file);
    }
    next.compact()
        .ifPresent(named -> files.writeCompact(next.hash(), named.sha256(), compact.orElseThrow()));
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(pointer(next, over));
    ChainHead head = over.map(Version::head).orElse(ChainHead.START);
    items.addAll(ledger.add(Keys.POLICY, head, List.of(event)));
    return transactions.write("policy " + next.number() + " " + event.hash(), items);
  }

  @Override
  public Page<AuditEvent> history(PageRequest page) {
    String before = page.from().map(DynamoPolicyVersions::place).orElse(Keys.EVENT + "~");
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("pk = :policy AND sk BETWEEN :first AND :before")
            .expressionAttributeValues(
                Map.of(
                    ":policy", AttributeValues.text(Keys.POLICY),
                    ":first", AttributeValues.text(Keys.EVENT),
                    ":before", AttributeValues.text(before)))
            .scanIndexForward(false)
            .limit(page.limit() + 1)
            .build();
    List<AuditEvent> found =
        Queries.upTo(page.limit() + 1, dynamo, request).stream().map(EventItems::read).toList();
    return found.size() > page.limit()
        ? new Page<>(
            found.subList(0, page.limit()),
            Optional.of(PageCursors.write(KIND, Integer.toString(found.get(page.limit()).seq()))))
        : new Page<>(found, Optional.empty());
  }

  private static String place(PageCursor cursor) {
    String seq = PageCursors.read(KIND, 1, cursor).getFirst();
    if (!seq.matches("[1-9]\\d{0,5}")) {
      throw PageCursors.unknown();
    }
    return Keys.event(Integer.parseInt(seq));
  }

  private TransactWriteItem pointer(Version next, Optional<Version> over) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(Keys.of(Keys.POLICY, Keys.CURRENT));
    item.put("form", AttributeValues.number(CaseItems.FORM));
    item.put("number", AttributeValues.number(next.number()));
    item.put("hash", AttributeValues.text(next.hash().hex()));
    item.put("at", AttributeValues.instant(next.at()));
    item.put("by", AttributeValues.text(next.by()));
    next.compact()
        .ifPresent(
            compact -> {
              item.put("compactForm", AttributeValues.number(compact.form()));
              item.put("compactHash", AttributeValues.text(compact.sha256()));
            });
    item.put("head", LedgerItems.head(next.head()));
    Put.Builder put = Put.builder().tableName(table).item(item);
    over.ifPresentOrElse(
        replaced ->
            put.conditionExpression("#head.#hash = :head")
                .expressionAttributeNames(Map.of("#head", "head", "#hash", "hash"))
                .expressionAttributeValues(
                    Map.of(":head", AttributeValues.text(replaced.head().hash()))),
        () -> put.conditionExpression("attribute_not_exists(pk)"));
    return TransactWriteItem.builder().put(put.build()).build();
  }

  private static Version version(Item item) {
    return new Version(
        item.count("number"),
        new PolicyHash(item.text("hash")),
        item.instant("at"),
        item.text("by"),
        item.maybeText("compactHash").map(hash -> new Compact(item.count("compactForm"), hash)),
        LedgerItems.head(item));
  }
}
