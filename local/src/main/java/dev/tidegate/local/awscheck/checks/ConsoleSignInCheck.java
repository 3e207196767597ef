package dev.tidegate.local.awscheck.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.local.awscheck.AwsCheckException;
import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Tests console sign-in with the credentials of a chained role.
public final class ConsoleSignInCheck implements Check {
  @Override
  public String name() {
    return "console-sign-in";
  }

  @Override
  public String assumed() {
    return "Chained credentials get a sign-in token without SessionDuration, and none with it.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    return trial.onAwsAlone(
        () -> {
          AwsSessionCredentials chained =
              trial.session(
                  Trial.as(ProbeRole.session(trial, "signs-in")),
                  trial.output("ChainedRoleArn"),
                  r -> {});
          int without = ask(trial, chained, "");
          int with = ask(trial, chained, "&SessionDuration=3600");
          return CheckResult.of(
              without == 200 && with >= 400,
              "without SessionDuration " + without + ", with it " + with);
        });
  }

  /// Returns the status of `getSigninToken`; the body contains a secret and is dropped.
  private static int ask(Trial trial, AwsSessionCredentials credentials, String further) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String session =
          new ObjectMapper()
              .writeValueAsString(
                  Map.of(
                      "sessionId", credentials.accessKeyId(),
                      "sessionKey", credentials.secretAccessKey(),
                      "sessionToken", credentials.sessionToken()));
      String form =
          "Action=getSigninToken"
              + further
              + "&Session="
              + URLEncoder.encode(session, StandardCharsets.UTF_8);
      return http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "https://"
                              + trial.account().region().id()
                              + ".signin.aws.amazon.com/federation"))
                  .timeout(Duration.ofSeconds(30))
                  .header("content-type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException failed) {
      throw new AwsCheckException("The sign-in endpoint did not answer.", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AwsCheckException("Interrupted.", interrupted);
    }
  }
}
