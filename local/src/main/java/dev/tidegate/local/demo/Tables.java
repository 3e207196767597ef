package dev.tidegate.local.demo;

import dev.tidegate.local.LocalAws;
import dev.tidegate.local.LocalAwsException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Accesses the target account's tables with a session's credentials, so that AWS decides and not
/// Tidegate.
final class Tables implements AutoCloseable {
  private final DynamoDbClient client;

  Tables(LocalAws aws, AwsCredentials credentials) {
    this.client =
        aws.clients().of(DynamoDbClient.builder(), StaticCredentialsProvider.create(credentials));
  }

  /// Reads the first item of a table and returns the result in words.
  String read(String table) {
    return attempt(
        () ->
            Optional.ofNullable(
                    client
                        .getItem(
                            r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("1"))))
                        .item()
                        .get("note"))
                .map(AttributeValue::s)
                .orElse("nothing there"));
  }

  /// Writes an item and returns the result in words.
  String write(String table) {
    return attempt(
        () -> {
          client.putItem(r -> r.tableName(table).item(Map.of("id", AttributeValue.fromS("demo"))));
          return "written";
        });
  }

  static boolean allowed(String answer) {
    return answer.startsWith("allowed");
  }

  private static String attempt(Call call) {
    try {
      return "allowed: " + call.run();
    } catch (AwsServiceException e) {
      String code = e.awsErrorDetails().errorCode();
      if (!code.startsWith("AccessDenied")) {
        throw new LocalAwsException("Neither allowed nor refused: " + code, e);
      }
      return "refused: " + code;
    }
  }

  private interface Call {
    String run();
  }

  @Override
  public void close() {
    client.close();
  }
}
