package dev.tidegate.adapters.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Runs queries to their end, over all of DynamoDB's pages.
final class Queries {
  private Queries() {}

  /// Returns all matching items.
  static List<Map<String, AttributeValue>> all(DynamoDbClient dynamo, QueryRequest request) {
    return upTo(Integer.MAX_VALUE, dynamo, request);
  }

  /// Returns the first `most` matching items, in order.
  static List<Map<String, AttributeValue>> upTo(
      int most, DynamoDbClient dynamo, QueryRequest request) {
    return upTo(most, dynamo, request, Optional::of);
  }

  /// Returns the first `most` matching items that `read` accepts, in order.
  static <T> List<T> upTo(
      int most,
      DynamoDbClient dynamo,
      QueryRequest request,
      Function<Map<String, AttributeValue>, Optional<T>> read) {
    List<T> items = new ArrayList<>();
    QueryRequest next = request;
    while (true) {
      QueryRequest call = next;
      QueryResponse page = DynamoFaults.translated("Query", () -> dynamo.query(call));
      page.items().forEach(item -> read.apply(item).ifPresent(items::add));
      if (!page.hasLastEvaluatedKey() || items.size() >= most) {
        return items.subList(0, Math.min(most, items.size()));
      }
      next = request.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
  }
}
