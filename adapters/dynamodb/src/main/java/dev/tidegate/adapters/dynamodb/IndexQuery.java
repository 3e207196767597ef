package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.fault.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads several partitions of an index as one list, newest first, with one Query for each
/// partition and page, up to [#AT_ONCE] in parallel.
///
/// All partitions sort by time of submission and id, so a single sort key is the position in all of
/// them, however many there are.
final class IndexQuery {
  private static final int AT_ONCE = 16;

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

  /// A page of items, with the sort key of the last one when more follow.
  record Slice(List<Map<String, AttributeValue>> items, Optional<String> next) {}

  /// Returns at most `limit` items after `from`; an item in several partitions is returned once.
  ///
  /// Reads one item more than `limit`, to know whether the page is the last.
  Slice newestFirst(List<String> partitions, Optional<String> from, int limit) {
    Map<String, Map<String, AttributeValue>> merged = new TreeMap<>(Comparator.reverseOrder());
    for (List<Map<String, AttributeValue>> part : parts(partitions, from, limit + 1)) {
      part.forEach(item -> merged.putIfAbsent(sort(item), item));
    }
    List<Map<String, AttributeValue>> items = merged.values().stream().limit(limit).toList();
    return new Slice(
        items, merged.size() > limit ? Optional.of(sort(items.getLast())) : Optional.empty());
  }

  private List<List<Map<String, AttributeValue>>> parts(
      List<String> partitions, Optional<String> from, int most) {
    if (partitions.size() < 2) {
      return partitions.stream().map(partition -> part(partition, from, most)).toList();
    }
    List<Callable<List<Map<String, AttributeValue>>>> queries = new ArrayList<>();
    partitions.forEach(partition -> queries.add(() -> part(partition, from, most)));
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(AT_ONCE, partitions.size()), Thread.ofVirtual().factory())) {
      List<List<Map<String, AttributeValue>>> parts = new ArrayList<>();
      for (Future<List<Map<String, AttributeValue>>> query : threads.invokeAll(queries)) {
        parts.add(query.get());
      }
      return parts;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.BUSY, "interrupted while reading a list", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Fault fault) {
        throw fault;
      }
      throw new IllegalStateException(e);
    }
  }

  private List<Map<String, AttributeValue>> part(
      String partition, Optional<String> from, int most) {
    Map<String, String> names = new HashMap<>(Map.of("#hash", hash));
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":partition", AttributeValues.text(partition)));
    from.ifPresent(
        place -> {
          names.put("#range", range);
          values.put(":from", AttributeValues.text(place));
        });
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .indexName(index)
            .keyConditionExpression(
                from.isPresent() ? "#hash = :partition AND #range < :from" : "#hash = :partition")
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .scanIndexForward(false)
            .limit(most)
            .build();
    return Queries.upTo(most, dynamo, request);
  }

  private String sort(Map<String, AttributeValue> item) {
    return Item.of(item).text(range);
  }
}
