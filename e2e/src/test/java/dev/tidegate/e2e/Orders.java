package dev.tidegate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What somebody can do with credentials at the tables of the orders service. Every answer is AWS's
/// own.
final class Orders implements AutoCloseable {
  private final DynamoDbClient client;

  Orders(Stack stack, AwsCredentials credentials) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .region(Region.of(stack.region()))
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
            .httpClient(UrlConnectionHttpClient.create());
    stack.awsEndpoint().map(URI::create).ifPresent(builder::endpointOverride);
    this.client = builder.build();
  }

  /// Takes the JSON that the API answers with.
  static AwsCredentials credentials(JsonNode json) {
    return AwsSessionCredentials.create(
        json.path("AccessKeyId").asText(),
        json.path("SecretAccessKey").asText(),
        json.path("SessionToken").asText());
  }

  /// Tries to read one item.
  Access read(String table) {
    return attempt(() -> client.getItem(r -> r.tableName(table).key(Map.of("id", text("1")))));
  }

  /// Tries to write one item.
  Access write(String table) {
    return attempt(
        () ->
            client.putItem(
                r -> r.tableName(table).item(Map.of("id", text("e2e"), "by", text("test")))));
  }

  private static Access attempt(Runnable call) {
    try {
      call.run();
      return Access.ALLOWED;
    } catch (AwsServiceException e) {
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      if (code.startsWith("AccessDenied")) {
        return Access.REFUSED;
      }
      throw new AssertionError("neither allowed nor refused: " + code, e);
    }
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  @Override
  public void close() {
    client.close();
  }

  /// What AWS said.
  enum Access {
    ALLOWED,
    REFUSED
  }
}
