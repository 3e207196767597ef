package dev.tidegate.adapters.dynamodb;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// Stores the oldest hour that may still contain due cases, in an item of its own. Two concurrent
/// sweeps may write in any order, since each writes an hour before which it found nothing.
final class SweepCursor {
  private final DynamoDbClient dynamo;
  private final String table;

  SweepCursor(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  Optional<Instant> read() {
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(table)
            .key(Keys.of(Keys.SWEEP, Keys.CURSOR))
            .consistentRead(true)
            .build();
    GetItemResponse found = DynamoFaults.translated("GetItem", () -> dynamo.getItem(request));
    return found.hasItem() ? Optional.of(Item.of(found.item()).instant("hour")) : Optional.empty();
  }

  void write(Instant hour) {
    Map<String, AttributeValue> item = new HashMap<>(Keys.of(Keys.SWEEP, Keys.CURSOR));
    item.put("form", AttributeValues.number(CaseItems.FORM));
    item.put("hour", AttributeValues.instant(hour));
    PutItemRequest request = PutItemRequest.builder().tableName(table).item(item).build();
    DynamoFaults.translated("PutItem", () -> dynamo.putItem(request));
  }
}
