package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads the oldest after-review that somebody owes, with one Query of a sparse index.
final class OwedReviews {
  private final DynamoDbClient dynamo;
  private final String table;

  OwedReviews(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  Optional<RequestId> overdue(PrincipalId requester, Instant now) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .indexName(Keys.BY_OWNER)
            .keyConditionExpression("ownerKey = :owing AND ownerSort < :after")
            .expressionAttributeValues(
                Map.of(
                    ":owing", AttributeValues.text(Keys.owing(requester)),
                    ":after", AttributeValues.text(Keys.submittedUpTo(now))))
            .limit(1)
            .build();
    return Queries.upTo(1, dynamo, request).stream()
        .findFirst()
        .map(found -> new RequestId(Item.of(found).text(Keys.PK)));
  }
}
