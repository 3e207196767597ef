package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.drift.DriftRun;
import dev.tidegate.core.drift.DriftStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// Stores the state of drift checks in the partition `AUDIT#audit`: each run under `RUN#<id>`, what
/// was seen of each account under `SEEN#<account id>`.
public final class DynamoDriftStore implements DriftStore {
  private static final String PARTITION = Keys.AUDIT + "audit";

  private final DynamoDbClient dynamo;
  private final String table;

  /// Creates a store over an existing table.
  public DynamoDriftStore(DynamoDbClient dynamo, String tableName) {
    this.dynamo = dynamo;
    this.table = tableName;
  }

  @Override
  public Optional<DriftRun> run(String id) {
    return item(Keys.RUN + id).map(item -> read(id, item));
  }

  @Override
  public boolean save(DriftRun run) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("began", AttributeValues.instant(run.began()));
    item.put("invocations", AttributeValues.number(run.invocations()));
    run.after().ifPresent(account -> item.put("after", AttributeValues.text(account)));
    DriftRun.Totals totals = run.totals();
    item.put("accounts", AttributeValues.number(totals.accounts()));
    item.put("held", AttributeValues.number(totals.held()));
    item.put("grants", AttributeValues.number(totals.grants()));
    item.put("differences", AttributeValues.number(totals.differences()));
    item.put("removals", AttributeValues.number(totals.removals()));
    item.put("unreachable", AttributeValues.number(totals.unreachable()));
    item.put("finished", AttributeValues.flag(run.finished()));
    return put(Keys.RUN + run.id(), run.version(), item);
  }

  @Override
  public Optional<Seen> seen(String account) {
    return item(Keys.SEEN + account)
        .map(item -> new Seen(item.number("version"), item.textMap("parts")));
  }

  @Override
  public boolean see(String account, Optional<Seen> last, Map<String, String> parts) {
    return put(
        Keys.SEEN + account,
        last.map(Seen::version).orElse(0L) + 1,
        Map.of("parts", AttributeValues.texts(parts)));
  }

  private static DriftRun read(String id, Item item) {
    return new DriftRun(
        id,
        item.number("version"),
        item.instant("began"),
        item.count("invocations"),
        item.maybeText("after"),
        new DriftRun.Totals(
            item.count("accounts"),
            item.count("held"),
            item.count("grants"),
            item.count("differences"),
            item.count("removals"),
            item.count("unreachable")),
        item.flag("finished"));
  }

  private Optional<Item> item(String sk) {
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(table)
            .key(Keys.of(PARTITION, sk))
            .consistentRead(true)
            .build();
    GetItemResponse found = DynamoFaults.translated("GetItem", () -> dynamo.getItem(request));
    return found.hasItem() ? Optional.of(Item.of(found.item())) : Optional.empty();
  }

  /// Replaces the previous version of an item, or writes its first version if there is none.
  /// Returns false on a conflict.
  private boolean put(String sk, long version, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(Keys.of(PARTITION, sk));
    item.put("form", AttributeValues.number(CaseItems.FORM));
    item.put("version", AttributeValues.number(version));
    item.putAll(values);
    PutItemRequest.Builder request = PutItemRequest.builder().tableName(table).item(item);
    if (version == 1) {
      request.conditionExpression("attribute_not_exists(pk)");
    } else {
      request
          .conditionExpression("version = :before")
          .expressionAttributeValues(Map.of(":before", AttributeValues.number(version - 1)));
    }
    return Transactions.unlessContended("PutItem", () -> put(request.build()));
  }

  private boolean put(PutItemRequest request) {
    try {
      dynamo.putItem(request);
      return true;
    } catch (ConditionalCheckFailedException elsewhere) {
      return false;
    }
  }
}
