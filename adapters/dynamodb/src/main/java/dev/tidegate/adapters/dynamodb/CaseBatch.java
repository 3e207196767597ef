package dev.tidegate.adapters.dynamodb;

import dev.tidegate.adapters.aws.Backoff;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.RequestId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// Reads up to 100 cases by id, strongly consistent, in the order of the ids. Keys that DynamoDB
/// leaves unprocessed are requested again. [AWS: DynamoDB, BatchGetItem]
final class CaseBatch {
  private final DynamoDbClient dynamo;
  private final String table;

  CaseBatch(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  List<AccessCase> load(List<RequestId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<RequestId, AccessCase> found = new HashMap<>();
    Map<String, KeysAndAttributes> wanted =
        Map.of(
            table,
            KeysAndAttributes.builder()
                .consistentRead(true)
                .keys(ids.stream().map(Keys::ofCase).toList())
                .build());
    Backoff backoff = Backoff.ofWrites();
    while (true) {
      BatchGetItemRequest request = BatchGetItemRequest.builder().requestItems(wanted).build();
      BatchGetItemResponse answer =
          DynamoFaults.translated("BatchGetItem", () -> dynamo.batchGetItem(request));
      for (Map<String, AttributeValue> item : answer.responses().getOrDefault(table, List.of())) {
        AccessCase read = CaseItems.read(item);
        found.put(read.id(), read);
      }
      if (answer.unprocessedKeys().isEmpty()) {
        return ids.stream()
            .map(id -> Optional.ofNullable(found.get(id)))
            .flatMap(Optional::stream)
            .toList();
      }
      wanted = answer.unprocessedKeys();
      backoff.again("BatchGetItem: unprocessed keys");
    }
  }
}
