package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Trial;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Accesses the table that the check's sessions may read, with one session's credentials.
final class OrdersTable implements AutoCloseable {
  private final DynamoDbClient client;
  private final String table;

  OrdersTable(Trial trial, AwsSessionCredentials credentials) {
    this.client = trial.account().client(DynamoDbClient.builder(), Trial.as(credentials));
    this.table = trial.output("OrdersTable");
  }

  /// Reads and returns the error code, or empty when it is allowed.
  Optional<String> readRefused() {
    return Trial.refusal(
        () -> client.getItem(r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("1")))));
  }

  /// Writes and returns the error code, or empty when it is allowed.
  Optional<String> writeRefused() {
    return Trial.refusal(
        () ->
            client.putItem(r -> r.tableName(table).item(Map.of("id", AttributeValue.fromS("2")))));
  }

  @Override
  public void close() {
    client.close();
  }
}
