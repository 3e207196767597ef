package dev.tidegate.adapters.dynamodb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads slices of one partition of an index, newest first.
final class IndexQuery {
  private final DynamoDbClient dynamo;
  private final String table;
  private final String index;
  private final String hash;
  private final String range;

  IndexQuery(DynamoDbClient dynamo, String table, String index, String hash, String range) {
    this.dynamo = dynamo;
    this.table = table;
    this.index = index;
    this.hash = hash;
    this.range = range;
  }

  /// The last item of a slice: its request id, the sort key of the table, and that of the index.
  record Place(String id, String item, String sort) {}

  /// Items, and the place of the last one when more follow.
  record Slice(List<Map<String, AttributeValue>> items, Optional<Place> next) {}

  /// Returns at most `limit` items that follow `from`.
  ///
  /// It asks for one item more, so that the last slice is known as the last.
  Slice newestFirst(String partition, Optional<Place> from, int limit) {
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table)
            .indexName(index)
            .keyConditionExpression("#hash = :partition")
            .expressionAttributeNames(Map.of("#hash", hash))
            .expressionAttributeValues(Map.of(":partition", Values.text(partition)))
            .scanIndexForward(false)
            .limit(limit + 1);
    from.ifPresent(place -> request.exclusiveStartKey(key(partition, place)));
    List<Map<String, AttributeValue>> found = Queries.upTo(limit + 1, dynamo, request.build());
    return found.size() > limit
        ? new Slice(found.subList(0, limit), Optional.of(place(found.get(limit - 1))))
        : new Slice(found, Optional.empty());
  }

  private Map<String, AttributeValue> key(String partition, Place place) {
    Map<String, AttributeValue> key = new HashMap<>(Keys.of(place.id(), place.item()));
    key.put(hash, Values.text(partition));
    key.put(range, Values.text(place.sort()));
    return key;
  }

  private Place place(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    return new Place(item.text(Keys.PK), item.text(Keys.SK), item.text(range));
  }
}
