package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Reads the due index, which has a partition for each hour and shard, from the oldest hour that
/// may still contain due cases up to now.
///
/// A [SweepCursor] stores that hour between calls, so a call costs [Keys#SHARDS] queries for each
/// hour since then, for at most [#MOST_HOURS] hours. With more hours, the oldest half and the
/// newest half of that number are read, so that stuck cases never hide new ones and each call still
/// advances. The very first call, which finds no cursor, reads the last [#BACK].
final class DueIndex {
  static final int MOST_HOURS = 48;

  static final Duration BACK = Duration.ofDays(7);

  private static final Duration HOUR = Duration.ofHours(1);

  private final DynamoDbClient dynamo;
  private final String table;
  private final SweepCursor cursor;

  DueIndex(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.cursor = new SweepCursor(dynamo, table);
  }

  private record Due(String sort, RequestId id) {}

  List<RequestId> due(Instant now, int limit) {
    Instant latest = now.truncatedTo(ChronoUnit.HOURS);
    Optional<Instant> known = cursor.read();
    // An hour stays open for one more, since an index lags behind its table.
    Instant open = latest.minus(1, ChronoUnit.HOURS);
    Instant oldest = earlier(open, known.orElse(latest.minus(BACK)));
    List<Due> found = new ArrayList<>();
    Optional<Instant> leftOut = known.flatMap(_ -> firstLeftOut(oldest, latest));
    Instant next = earlier(open, leftOut.orElse(open));
    for (Instant hour : hours(oldest, latest, leftOut)) {
      List<Due> inHour = inHour(hour, now, limit);
      if (!inHour.isEmpty()) {
        next = earlier(next, hour);
      }
      found.addAll(inHour);
      if (found.size() >= limit) {
        break;
      }
    }
    if (!known.equals(Optional.of(next))) {
      cursor.write(next);
    }
    return found.stream().limit(limit).map(Due::id).toList();
  }

  /// Returns the Ended cases that are due from `from` up to `until`, with [Keys#SHARDS] queries for
  /// each hour in between.
  List<RequestId> ended(Instant from, Instant until) {
    List<RequestId> found = new ArrayList<>();
    Instant first = from.truncatedTo(ChronoUnit.HOURS);
    for (Instant hour : hours(first, until.truncatedTo(ChronoUnit.HOURS), Optional.empty())) {
      for (int shard = 0; shard < Keys.SHARDS; shard++) {
        QueryRequest request =
            QueryRequest.builder()
                .tableName(table)
                .indexName(Keys.BY_DUE)
                .keyConditionExpression("dueKey = :key AND dueSort BETWEEN :from AND :until")
                .filterExpression("stateKey = :ended")
                .projectionExpression("pk, sk, dueSort")
                .expressionAttributeValues(
                    Map.of(
                        ":key", AttributeValues.text(Keys.due(hour, shard)),
                        ":from", AttributeValues.text(Keys.dueSort(from, "")),
                        ":until", AttributeValues.text(Keys.dueSort(until.plusSeconds(1), "")),
                        ":ended", AttributeValues.text(Keys.state(CaseState.ENDED))))
                .build();
        Queries.all(dynamo, request).forEach(item -> found.add(read(item).id()));
      }
    }
    return found;
  }

  /// Postpones a due case to `until`, if it is still at `version`.
  void defer(RequestId id, long version, Instant until) {
    move(
        id,
        until,
        "version = :version AND attribute_exists(dueKey)",
        Map.of(":version", AttributeValues.number(version)));
  }

  /// Postpones a case to `until`, if it is still due at `now`.
  void putAside(RequestId id, Instant now, Instant until) {
    move(
        id,
        until,
        "attribute_exists(dueKey) AND dueSort < :after",
        Map.of(":after", AttributeValues.text(Keys.dueSort(now.plusSeconds(1), ""))));
  }

  private void move(
      RequestId id, Instant until, String condition, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> values = new HashMap<>(more);
    Map<String, AttributeValue> due = CaseItems.due(id, until);
    due.forEach((name, value) -> values.put(":" + name, value));
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(Keys.ofCase(id))
            .updateExpression("SET dueKey = :dueKey, dueSort = :dueSort")
            .conditionExpression(condition)
            .expressionAttributeValues(values)
            .build();
    Transactions.unlessContended("UpdateItem", () -> update(request));
  }

  /// Returns the hours to read, oldest first.
  private static List<Instant> hours(Instant oldest, Instant latest, Optional<Instant> leftOut) {
    Instant newerHalf = latest.minus(MOST_HOURS / 2 - 1L, ChronoUnit.HOURS);
    return Stream.iterate(oldest, hour -> !hour.isAfter(latest), hour -> hour.plus(HOUR))
        .filter(
            hour ->
                leftOut.filter(first -> !hour.isBefore(first)).isEmpty()
                    || !hour.isBefore(newerHalf))
        .toList();
  }

  /// Returns the first hour that is skipped, when there are too many.
  private static Optional<Instant> firstLeftOut(Instant oldest, Instant latest) {
    return ChronoUnit.HOURS.between(oldest, latest) < MOST_HOURS
        ? Optional.empty()
        : Optional.of(oldest.plus(MOST_HOURS / 2, ChronoUnit.HOURS));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private List<Due> inHour(Instant hour, Instant now, int limit) {
    List<Due> found = new ArrayList<>();
    for (int shard = 0; shard < Keys.SHARDS; shard++) {
      QueryRequest request =
          QueryRequest.builder()
              .tableName(table)
              .indexName(Keys.BY_DUE)
              .keyConditionExpression("dueKey = :key AND dueSort < :after")
              .expressionAttributeValues(
                  Map.of(
                      ":key", AttributeValues.text(Keys.due(hour, shard)),
                      ":after", AttributeValues.text(Keys.dueSort(now.plusSeconds(1), ""))))
              .projectionExpression("pk, sk, dueSort")
              .limit(limit)
              .build();
      Queries.upTo(limit, dynamo, request).stream().map(DueIndex::read).forEach(found::add);
    }
    found.sort(Comparator.comparing(Due::sort));
    return found;
  }

  private static Due read(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    return new Due(item.text(Keys.DUE_SORT), new RequestId(item.text(Keys.PK)));
  }

  private boolean update(UpdateItemRequest request) {
    try {
      dynamo.updateItem(request);
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
