package dev.tidegate.adapters.dynamodb;

import dev.tidegate.adapters.aws.Backoff;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.activity.ActivityStore;
import dev.tidegate.core.activity.RoleSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Stores activity in a DynamoDB table of its own: each grant's activity in its partition, sessions
/// that Tidegate did not issue by role and day, reminders by hour.
///
/// Every item has `expiresAt` and is deleted by TTL. A batch of records of one grant costs a
/// GetItem, a BatchGetItem and a TransactWriteItems. Items: docs/designs/0008-activity.md.
public final class DynamoActivityStore implements ActivityStore {
  private static final String SUMMARY = "SUMMARY";
  private static final String CALL = "CALL#";
  private static final String SEEN = "SEEN#";
  private static final String ROLE = "ROLE#";
  private static final String LOOK = "LOOK#";
  private static final String EXPIRES = "expiresAt";

  /// How long marks of records are kept: longer than any record is redelivered [AWS: SQS, message
  /// retention; EventBridge, retries].
  private static final Duration MARKS = Duration.ofDays(16);

  private static final Duration FORGOTTEN = Duration.ofDays(7);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Duration kept;
  private final Transactions transactions;

  /// @param kept how long summaries and timelines are kept
  public DynamoActivityStore(DynamoDbClient dynamo, String tableName, Duration kept) {
    this.dynamo = dynamo;
    this.table = tableName;
    this.kept = kept;
    this.transactions = new Transactions(dynamo);
  }

  /// Returns a store for reading only.
  public static ActivityStore reading(DynamoDbClient dynamo, String tableName) {
    return new DynamoActivityStore(dynamo, tableName, Duration.ZERO);
  }

  @Override
  public Stored load(GrantId grant) {
    GetItemResponse found =
        DynamoFaults.translated(
            "GetItem",
            () ->
                dynamo.getItem(
                    get ->
                        get.tableName(table)
                            .key(Keys.of(grant.text(), SUMMARY))
                            .consistentRead(true)));
    if (!found.hasItem()) {
      return NOTHING;
    }
    Item item = Item.of(found.item());
    return new Stored(ActivityItems.summary(item), item.number("version"));
  }

  @Override
  public Set<String> seen(GrantId grant, Collection<String> ids) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (String id : ids) {
      keys.add(Keys.of(grant.text(), SEEN + id));
      keys.add(Keys.of(grant.text(), CALL + id));
    }
    Set<String> seen = new HashSet<>();
    Backoff backoff = Backoff.ofWrites();
    while (!keys.isEmpty()) {
      BatchGetItemRequest request =
          BatchGetItemRequest.builder()
              .requestItems(
                  Map.of(
                      table,
                      KeysAndAttributes.builder()
                          .keys(keys)
                          .consistentRead(true)
                          .projectionExpression("pk, sk")
                          .build()))
              .build();
      BatchGetItemResponse found =
          DynamoFaults.translated("BatchGetItem", () -> dynamo.batchGetItem(request));
      for (Map<String, AttributeValue> item : found.responses().getOrDefault(table, List.of())) {
        String sort = Item.of(item).text(Keys.SK);
        seen.add(sort.substring(sort.indexOf('#') + 1));
      }
      KeysAndAttributes left = found.unprocessedKeys().get(table);
      keys = left == null ? List.of() : left.keys();
      if (!keys.isEmpty()) {
        backoff.again("BatchGetItem: keys left");
      }
    }
    return seen;
  }

  @Override
  public boolean append(Entry entry, Instant now) {
    String grant = entry.grant().text();
    Map<String, AttributeValue> summary = new LinkedHashMap<>(Keys.of(grant, SUMMARY));
    summary.putAll(ActivityItems.write(entry.after()));
    summary.put("version", AttributeValues.number(entry.before() + 1));
    List<TransactWriteItem> items = new ArrayList<>();
    Put.Builder replace = Put.builder().tableName(table).item(expiring(summary, now.plus(kept)));
    items.add(put(onVersion(replace, entry.before()).build()));
    Set<String> marked = new HashSet<>(entry.marks());
    for (ActivityRecord record : entry.kept()) {
      Map<String, AttributeValue> item = new LinkedHashMap<>(Keys.of(grant, CALL + record.id()));
      item.putAll(ActivityItems.write(record));
      items.add(put(Put.builder().tableName(table).item(expiring(item, now.plus(kept))).build()));
      marked.remove(record.id());
    }
    for (String id : marked) {
      Map<String, AttributeValue> item = new LinkedHashMap<>(Keys.of(grant, SEEN + id));
      items.add(put(Put.builder().tableName(table).item(expiring(item, now.plus(MARKS))).build()));
    }
    return transactions.write(grant + " " + entry.before(), items);
  }

  private static Put.Builder onVersion(Put.Builder put, long before) {
    return before == 0
        ? put.conditionExpression("attribute_not_exists(pk)")
        : put.conditionExpression("version = :before")
            .expressionAttributeValues(Map.of(":before", AttributeValues.number(before)));
  }

  @Override
  public Timeline timeline(GrantId grant) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("pk = :pk AND begins_with(sk, :call)")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValues.text(grant.text()), ":call", AttributeValues.text(CALL)))
            .build();
    List<ActivityRecord> records =
        Queries.all(dynamo, request).stream()
            .map(ActivityItems::record)
            .sorted(Comparator.comparing(ActivityRecord::at).thenComparing(ActivityRecord::id))
            .toList();
    return new Timeline(load(grant).summary(), records);
  }

  @Override
  public Sighting sighting(RoleSession session, Instant now) {
    GetItemResponse found =
        DynamoFaults.translated(
            "GetItem",
            () ->
                dynamo.getItem(
                    get ->
                        get.tableName(table)
                            .key(Keys.of(day(session, now), session.name()))
                            .consistentRead(true)));
    if (found.hasItem()) {
      return Sighting.AGAIN;
    }
    int others =
        DynamoFaults.translated(
            "Query",
            () ->
                dynamo
                    .query(
                        query ->
                            query
                                .tableName(table)
                                .consistentRead(true)
                                .select(Select.COUNT)
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(
                                    Map.of(":pk", AttributeValues.text(day(session, now))))
                                .limit(MOST_SIGHTINGS))
                    .count());
    return others < MOST_SIGHTINGS ? Sighting.FIRST : Sighting.TOO_MANY;
  }

  @Override
  public void sighted(RoleSession session, int records, Instant now) {
    if (sighting(session, now) == Sighting.TOO_MANY) {
      return;
    }
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":records", AttributeValues.number(records));
    values.put(":expires", AttributeValues.number(now.plus(kept).getEpochSecond()));
    DynamoFaults.translated(
        "UpdateItem",
        () ->
            dynamo.updateItem(
                update ->
                    update
                        .tableName(table)
                        .key(Keys.of(day(session, now), session.name()))
                        .updateExpression("ADD records :records SET expiresAt = :expires")
                        .expressionAttributeValues(values)));
  }

  private static String day(RoleSession session, Instant now) {
    return ROLE
        + session.account()
        + "#"
        + session.role()
        + "#"
        + LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  @Override
  public void lookAgain(GrantId grant, Instant at) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(reminder(grant, at));
    item.put("at", AttributeValues.instant(at));
    DynamoFaults.translated(
        "PutItem",
        () -> dynamo.putItem(put -> put.tableName(table).item(expiring(item, at.plus(FORGOTTEN)))));
  }

  @Override
  public List<Reminder> toLookAt(Instant now, int limit) {
    List<Reminder> found = new ArrayList<>();
    Instant last = now.truncatedTo(ChronoUnit.HOURS);
    Instant oldest = now.minus(FORGOTTEN);
    Instant hour = oldest.truncatedTo(ChronoUnit.HOURS);
    while (!hour.isAfter(last) && found.size() < limit) {
      QueryRequest request =
          QueryRequest.builder()
              .tableName(table)
              .keyConditionExpression("pk = :hour")
              .expressionAttributeValues(
                  Map.of(":hour", AttributeValues.text(LOOK + Keys.hour(hour))))
              .build();
      Queries.upTo(limit, dynamo, request).stream()
          .map(Item::of)
          .map(item -> new Reminder(new GrantId(item.text(Keys.SK)), item.instant("at")))
          .filter(one -> !one.at().isAfter(now) && one.at().isAfter(oldest))
          .forEach(found::add);
      hour = hour.plus(1, ChronoUnit.HOURS);
    }
    return found.stream().limit(limit).toList();
  }

  @Override
  public void done(Reminder reminder) {
    DynamoFaults.translated(
        "DeleteItem",
        () ->
            dynamo.deleteItem(
                delete -> delete.tableName(table).key(reminder(reminder.grant(), reminder.at()))));
  }

  private static Map<String, AttributeValue> reminder(GrantId grant, Instant at) {
    return Keys.of(LOOK + Keys.hour(at), grant.text());
  }

  private static Map<String, AttributeValue> expiring(
      Map<String, AttributeValue> item, Instant at) {
    Map<String, AttributeValue> expiring = new LinkedHashMap<>(item);
    expiring.put(EXPIRES, AttributeValues.number(at.getEpochSecond()));
    return expiring;
  }

  private static TransactWriteItem put(Put put) {
    return TransactWriteItem.builder().put(put).build();
  }
}
