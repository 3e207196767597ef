package dev.tidegate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// A running Tidegate as a stranger knows it: where it is, and how its people sign in.
///
/// Read from a properties file. `user.<name>.token` is taken as it is; else `user.<name>.password`
/// signs in at the Cognito endpoint. Without `aws.endpoint` the tests go to AWS itself.
final class Stack {
  private final Properties values;
  private final Map<String, Api> apis = new ConcurrentHashMap<>();

  private Stack(Properties values) {
    this.values = values;
  }

  static Stack read(Path file) {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
    return new Stack(values);
  }

  static Stack of(Map<String, String> given) {
    Properties values = new Properties();
    given.forEach(values::setProperty);
    return new Stack(values);
  }

  /// The API as this person: alice and erin are in orders-dev, bob in orders-leads, carol in
  /// security, dave may push the policy, mallory is in no group.
  Api as(String person) {
    return apis.computeIfAbsent(person, name -> new Api(get("api.url"), Optional.of(token(name))));
  }

  /// The API without a token.
  Api asNobody() {
    return new Api(get("api.url"), Optional.empty());
  }

  /// The API with a token that nobody issued.
  Api withToken(String token) {
    return new Api(get("api.url"), Optional.of(token));
  }

  String region() {
    return get("aws.region");
  }

  Optional<String> awsEndpoint() {
    return Optional.ofNullable(values.getProperty("aws.endpoint"));
  }

  /// Credentials of the build system's role that is eligible for temporary policies.
  AwsCredentials buildSystem() {
    String key = get("ci.access-key-id");
    String secret = get("ci.secret-access-key");
    return Optional.ofNullable(values.getProperty("ci.session-token"))
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(key, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(key, secret));
  }

  String get(String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new AssertionError("the stack's properties have no " + name);
    }
    return value;
  }

  /// A fresh access token of this person.
  String token(String person) {
    String given = values.getProperty("user." + person + ".token");
    return given == null ? signIn(person) : given;
  }

  private String signIn(String person) {
    try {
      String body =
          Api.JSON.writeValueAsString(
              Map.of(
                  "AuthFlow",
                  "USER_PASSWORD_AUTH",
                  "ClientId",
                  get("auth.client-id"),
                  "AuthParameters",
                  Map.of("USERNAME", person, "PASSWORD", get("user." + person + ".password"))));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(get("auth.endpoint") + "/"))
              .header("content-type", "application/x-amz-json-1.1")
              .header("x-amz-target", "AWSCognitoIdentityProviderService.InitiateAuth")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      try (HttpClient http = HttpClient.newHttpClient()) {
        JsonNode answer =
            Api.JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return answer.at("/AuthenticationResult/AccessToken").asText();
      }
    } catch (IOException e) {
      throw new AssertionError(person + " cannot sign in", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
