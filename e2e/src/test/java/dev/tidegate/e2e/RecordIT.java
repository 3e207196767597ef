package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.local.LocalAws;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/// A story is recorded, signed, exported with the command line and verified from the file alone;
/// then somebody with every right changes the ledger.
@ExtendWith(Running.class)
@Order(6)
class RecordIT {
  /// The laptop's stack signs what is older than fifteen seconds.
  private static final Duration CLOSED = Duration.ofSeconds(17);

  private record Ran(int code, String said) {}

  @Test
  void whatHappenedIsSignedAndWhoeverChangesItIsFound(
      Stack stack, LocalAws aws, @TempDir Path folder) throws Exception {
    sign(aws);
    Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    CommonSteps.issued(stack, "alice", grant);
    stack.as("mallory").post("/v1/requests", CommonSteps.readOrders("30m")).expect(403);
    Until.pause(CLOSED);
    assertThat(sign(aws).replace(" ", "")).contains("\"broken\":0");
    Path key = Files.writeString(folder.resolve("key.pem"), text(stack, "carol", "/v1/audit/key"));

    Ran whole = exportAndVerify(stack, folder, key, from);
    assertThat(whole.code()).as(whole.said()).isZero();
    assertThat(whole.said()).contains("Nothing was changed").contains("signed by this key");
    String export = Files.readString(folder.resolve("record.jsonl"));
    assertThat(export)
        .contains("\"type\":\"session.issued\"")
        .contains("\"type\":\"request.refused\"")
        .doesNotContain("SecretAccessKey");
    try (S3Client s3 =
        aws.clients()
            .of(
                S3Client.builder().forcePathStyle(true),
                aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      assertThat(s3.listObjectsV2(r -> r.bucket(stack.get("record-bucket"))).contents())
          .anyMatch(object -> object.key().matches("checkpoints/.*-[0-9a-f]{16}\\.json"));
    }
    assertThat(
            stack
                .as("alice")
                .get("/v1/audit/events?from=" + from + "&to=" + from.plusSeconds(9))
                .status())
        .isEqualTo(403);

    try (DynamoDbClient dynamo =
        aws.clients().of(DynamoDbClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      String ledger = stack.get("ledger-table");
      Map<String, AttributeValue> approved =
          event(dynamo, ledger, grant.text("id"), "review.given");
      Map<String, AttributeValue> forged = new HashMap<>(approved);
      forged.put("actorLabel", AttributeValue.fromS("somebody else"));
      dynamo.putItem(r -> r.tableName(ledger).item(forged));
      Ran changed = exportAndVerify(stack, folder, key, from);
      assertThat(changed.code()).isEqualTo(14);
      assertThat(changed.said()).contains("changed, event 2 of " + grant.text("id"));

      dynamo.deleteItem(
          r ->
              r.tableName(ledger)
                  .key(
                      Map.of(
                          "pk", Optional.ofNullable(approved.get("pk")).orElseThrow(),
                          "sk", Optional.ofNullable(approved.get("sk")).orElseThrow())));
      Ran removed = exportAndVerify(stack, folder, key, from);
      assertThat(removed.code()).isEqualTo(14);
      assertThat(removed.said()).contains("removed, event 2 of " + grant.text("id"));

      dynamo.putItem(r -> r.tableName(ledger).item(approved));
      assertThat(exportAndVerify(stack, folder, key, from).code()).isZero();
    }
  }

  @Test
  void aReviewOfTheDaysBeforeTodayIsKeptAsAPageAndAsFigures(Stack stack, LocalAws aws) {
    String answer = new DeployedFunctions(aws).call("access-reports", "{}");

    String page = answer.replaceAll("(?s).*\"(reports/[^\"]*\\.html)\".*", "$1");
    try (S3Client s3 =
        aws.clients()
            .of(
                S3Client.builder().forcePathStyle(true),
                aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      String bucket = stack.get("record-bucket");
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key(page)).asUtf8String())
          .startsWith("<!doctype html>");
      String figures = page.replace(".html", ".json");
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key(figures)).asUtf8String())
          .contains("tidegate report 1");
    }
  }

  private static Map<String, AttributeValue> event(
      DynamoDbClient dynamo, String ledger, String subject, String type) {
    return dynamo.scanPaginator(r -> r.tableName(ledger)).items().stream()
        .filter(item -> AttributeValue.fromS(subject).equals(item.get("subject")))
        .filter(item -> AttributeValue.fromS(type).equals(item.get("type")))
        .findFirst()
        .orElseThrow();
  }

  private static String sign(LocalAws aws) {
    return new DeployedFunctions(aws).call("checkpoints", "{}");
  }

  private static Ran exportAndVerify(Stack stack, Path folder, Path key, Instant from)
      throws IOException, InterruptedException {
    String file = folder.resolve("record.jsonl").toString();
    Ran exported =
        run(stack, folder, "audit", "export", "--from", from.toString(), "--output", file);
    assertThat(exported.code()).as(exported.said()).isZero();
    return run(stack, folder, "audit", "verify", file, "--key", key.toString());
  }

  private static Ran run(Stack stack, Path folder, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(
        Path.of(System.getProperty("tidegate.root"), "cli/target/tidegate/bin/tidegate")
            .toString());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TIDEGATE_API", stack.get("api.url"));
    builder.environment().put("TIDEGATE_TOKEN", stack.token("carol"));
    builder.environment().put("TIDEGATE_CACHE", "off");
    builder.environment().put("TIDEGATE_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), said);
  }

  private static String text(Stack stack, String person, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(stack.get("api.url") + path))
                  .header("authorization", "Bearer " + stack.token(person))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }
}
