package dev.tidegate.local.awscheck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Calls the API of the deployed broker as the check's people: `alice` requests, `bob` approves,
/// `dave` pushes the policy. `tokens` are secret, so the text form shows nothing.
public record Product(String url, Map<String, String> tokens) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ACTIVE = Duration.ofMinutes(3);

  public Product {
    tokens = Map.copyOf(tokens);
  }

  /// Requests `entitlement` as alice, approves it as bob, and returns the request once its grant is
  /// Active.
  public JsonNode active(String entitlement, String use, String duration) {
    JsonNode asked =
        send(
            "alice",
            "POST",
            "/v1/requests",
            json(
                Map.of(
                    "entitlement", entitlement,
                    "duration", duration,
                    "use", use,
                    "ticket", "OPS-1",
                    "reason", "trying an account")));
    send(
        "bob",
        "POST",
        "/v1/requests/" + asked.path("id").asText() + "/approve",
        json(Map.of("hash", asked.path("hash").asText())));
    return until(asked, view -> view.at("/grant/state").asText().equals("Active"));
  }

  /// Polls a request until it satisfies `wanted`, for at most three minutes.
  public JsonNode until(JsonNode request, Predicate<JsonNode> wanted) {
    String path = "/v1/requests/" + request.path("id").asText();
    long started = System.nanoTime();
    while (true) {
      JsonNode view = send("alice", "GET", path, "");
      if (wanted.test(view)) {
        return view;
      }
      if (System.nanoTime() - started > ACTIVE.toNanos()) {
        throw new AwsCheckException(
            "After "
                + ACTIVE.toMinutes()
                + " minutes the grant is "
                + view.at("/grant/state").asText()
                + ".");
      }
      Await.pause(Duration.ofSeconds(1));
    }
  }

  /// Returns credentials under an Active grant of alice.
  public AwsSessionCredentials credentials(JsonNode request) {
    JsonNode made =
        send(
            "alice",
            "POST",
            "/v1/grants/" + request.at("/grant/id").asText() + "/credentials",
            "{}");
    return AwsSessionCredentials.create(
        made.path("AccessKeyId").asText(),
        made.path("SecretAccessKey").asText(),
        made.path("SessionToken").asText());
  }

  public void revoke(JsonNode request) {
    send(
        "bob",
        "POST",
        "/v1/grants/" + request.at("/grant/id").asText() + "/revoke",
        json(Map.of("reason", "tried")));
  }

  public void withdraw(JsonNode request) {
    send("alice", "POST", "/v1/requests/" + request.path("id").asText() + "/withdraw", "{}");
  }

  void push(String policy) {
    send("dave", "PUT", "/v1/policy", policy);
  }

  private JsonNode send(String person, String method, String path, String body) {
    String token = tokens.getOrDefault(person, "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(60))
            .header("authorization", "Bearer " + token)
            .header("content-type", body.startsWith("{") ? "application/json" : "application/yaml")
            .header("tidegate-reason", "aws-check")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AwsCheckException(
            method
                + " "
                + path.replaceAll("[rg]-[^/]+", "*")
                + " answered "
                + answer.statusCode()
                + " "
                + code(answer.body()));
      }
      return JSON.readTree(answer.body());
    } catch (IOException failed) {
      throw new AwsCheckException(method + " " + path + " did not answer.", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AwsCheckException("Interrupted.", interrupted);
    }
  }

  private static String code(String problem) {
    try {
      return JSON.readTree(problem).path("code").asText();
    } catch (IOException noJson) {
      return "(no JSON)";
    }
  }

  private static String json(Map<String, ?> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "Product[" + url + ", ***]";
  }
}
