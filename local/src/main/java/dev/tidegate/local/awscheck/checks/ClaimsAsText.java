package dev.tidegate.local.awscheck.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.local.awscheck.AwsCheckException;
import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Tests how an HTTP API passes a token's claims to a function.
public final class ClaimsAsText implements Check {
  @Override
  public String name() {
    return "claims-as-text";
  }

  @Override
  public String assumed() {
    return "Claims are text: a list is [a b], unquoted, so that a group with a space cannot be told"
        + " from two; a number is its digits.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    JsonNode claims = claims(trial);
    String groups = claims.path("cognito:groups").asText();
    boolean flat =
        groups.equals("[orders-dev x tidegate-admins]")
            || groups.equals("[x tidegate-admins orders-dev]");
    return CheckResult.of(
        flat && claims.path("exp").isTextual(),
        "groups " + groups + ", exp as " + claims.path("exp").getNodeType());
  }

  private static JsonNode claims(Trial trial) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(trial.account().apiUrl(trial.output("ClaimsApiId")) + "/claims"))
                  .timeout(Duration.ofSeconds(60))
                  .header(
                      "authorization",
                      "Bearer " + trial.product().tokens().getOrDefault("alice", ""))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AwsCheckException("The API answered " + answer.statusCode() + ".");
      }
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException failed) {
      throw new AwsCheckException("The API did not answer.", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AwsCheckException("Interrupted.", interrupted);
    }
  }
}
