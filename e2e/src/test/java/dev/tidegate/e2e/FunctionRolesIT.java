package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.local.LocalAws;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sts.StsClient;

/// What each function's role must not be able to do, and who can: every refusal beside a twin that
/// passes.
@ExtendWith(Running.class)
class FunctionRolesIT {
  private static final List<String> FUNCTIONS =
      List.of(
          "requests",
          "reviews",
          "start-grant",
          "sessions",
          "revocations",
          "end-grant",
          "sweep-grants",
          "publish",
          "audit",
          "activity",
          "policies",
          "checkpoints",
          "records",
          "access-reports",
          "checks");

  /// Those that change something, and so put events.
  private static final List<String> RECORDING =
      List.of(
          "requests",
          "reviews",
          "start-grant",
          "sessions",
          "revocations",
          "end-grant",
          "sweep-grants",
          "audit",
          "activity",
          "policies",
          "checkpoints");

  private enum Change {
    PUT,
    UPDATE,
    DELETE,
    CHECKPOINT
  }

  /// A thing that some functions must be able to do and all others must not.
  private record Right(
      String what, List<String> who, Function<Attempt, Consumer<AwsCredentialsProvider>> call) {}

  /// What a call needs to know of the stack.
  private record Attempt(LocalAws aws) {
    String get(String name) {
      return aws.outputs().get(name);
    }

    String functionArn(String function) {
      return "arn:aws:lambda:"
          + get("aws.region")
          + ":"
          + get("broker.account")
          + ":function:"
          + get("function." + function);
    }

    String scheduleRole() {
      return "arn:aws:iam::" + get("broker.account") + ":role/" + get("broker.stack") + "-schedule";
    }
  }

  @TestFactory
  Stream<DynamicTest> eachRoleCanDoItsOwnWorkAndNoneOfItsNeighbours(Stack stack, LocalAws aws) {
    Attempt attempt = new Attempt(aws);
    return rights().stream()
        .flatMap(
            right ->
                FUNCTIONS.stream()
                    .map(
                        function ->
                            DynamicTest.dynamicTest(
                                function
                                    + (right.who().contains(function) ? " may " : " may not ")
                                    + right.what(),
                                () ->
                                    assertThat(
                                            allowed(
                                                right.call().apply(attempt),
                                                aws.functionRole(function)))
                                        .isEqualTo(right.who().contains(function)))));
  }

  private static List<Right> rights() {
    return List.of(
        new Right("assume the access role", List.of("sessions"), FunctionRolesIT::assumeAccess),
        new Right("assume the revoker role", List.of("end-grant"), a -> assumePlain(a, "revoker")),
        new Right(
            "assume the attacher role", List.of("start-grant"), a -> assumePlain(a, "attacher")),
        new Right("assume the observer role", List.of("audit"), a -> assumePlain(a, "observer")),
        new Right("make a schedule", List.of("start-grant"), FunctionRolesIT::schedule),
        new Right(
            "hand a grant over to end-grant by its watch item",
            List.of("requests", "start-grant", "revocations"),
            FunctionRolesIT::mark),
        new Right("send events", List.of("publish"), FunctionRolesIT::send),
        new Right(
            "run end-grant",
            List.of("sweep-grants", "audit"),
            a ->
                credentials ->
                    with(
                        a.aws().clients().of(LambdaClient.builder(), credentials),
                        c ->
                            c.invoke(
                                r ->
                                    r.functionName(a.get("function.end-grant"))
                                        .invocationType("Event")
                                        .payload(
                                            SdkBytes.fromUtf8String(
                                                "{\"grantId\":\"g-0000000000000000\"}"))))),
        new Right(
            "run audit",
            List.of("audit", "checks"),
            a ->
                credentials ->
                    with(
                        a.aws().clients().of(LambdaClient.builder(), credentials),
                        c ->
                            c.invoke(
                                r ->
                                    r.functionName(a.get("function.audit"))
                                        .invocationType("DryRun")))),
        new Right(
            "have sessions probe a grant",
            List.of("end-grant"),
            a ->
                credentials ->
                    with(
                        a.aws().clients().of(LambdaClient.builder(), credentials),
                        c ->
                            c.invoke(
                                r ->
                                    r.functionName(a.functionArn("sessions") + ":live")
                                        .payload(
                                            SdkBytes.fromUtf8String("{\"routeKey\":\"PROBE\"}"))))),
        new Right(
            "make a policy current",
            List.of("policies"),
            a -> credentials -> put(a, credentials, "POLICY#0")),
        new Right(
            "read the policy",
            List.of(
                "requests", "reviews", "start-grant", "sessions", "end-grant", "audit", "policies"),
            a ->
                credentials ->
                    with(
                        a.aws().clients().of(DynamoDbClient.builder(), credentials),
                        c ->
                            c.getItem(
                                r ->
                                    r.tableName(a.get("table"))
                                        .key(
                                            Map.of(
                                                "pk", AttributeValue.fromS("POLICY"),
                                                "sk", AttributeValue.fromS("CURRENT")))))),
        new Right(
            "write a case",
            List.of(
                "requests",
                "reviews",
                "start-grant",
                "sessions",
                "revocations",
                "end-grant",
                "sweep-grants",
                "activity"),
            a -> credentials -> put(a, credentials, "r-0000000000000000")),
        new Right(
            "write what was done",
            List.of("activity"),
            a -> credentials -> putInto(a.get("activity-table"), a, credentials, "g-e2e")),
        new Right(
            "forget what was done",
            List.of(),
            a ->
                credentials ->
                    with(
                        a.aws().clients().of(DynamoDbClient.builder(), credentials),
                        c ->
                            c.deleteItem(
                                r ->
                                    r.tableName(a.get("activity-table"))
                                        .key(
                                            Map.of(
                                                "pk", AttributeValue.fromS("g-e2e"),
                                                "sk", AttributeValue.fromS("SUMMARY")))))),
        new Right(
            "read what was done",
            List.of("activity", "requests"),
            a ->
                credentials ->
                    with(
                        a.aws().clients().of(DynamoDbClient.builder(), credentials),
                        c ->
                            c.getItem(
                                r ->
                                    r.tableName(a.get("activity-table"))
                                        .key(
                                            Map.of(
                                                "pk", AttributeValue.fromS("g-e2e"),
                                                "sk", AttributeValue.fromS("SUMMARY")))))),
        new Right(
            "write into another service's table",
            List.of(),
            a ->
                credentials ->
                    with(
                        a.aws().clients().of(DynamoDbClient.builder(), credentials),
                        c ->
                            c.putItem(
                                r ->
                                    r.tableName("orders")
                                        .item(Map.of("id", AttributeValue.fromS("x")))))),
        new Right(
            "append to the chain of audit",
            List.of("audit"),
            a -> credentials -> put(a, credentials, "AUDIT#audit")),
        new Right(
            "append to the chain of end-grant",
            List.of("end-grant"),
            a -> credentials -> put(a, credentials, "AUDIT#end-grant")),
        new Right(
            "see what is due",
            List.of("sweep-grants", "audit"),
            a ->
                credentials ->
                    with(
                        a.aws().clients().of(DynamoDbClient.builder(), credentials),
                        c ->
                            c.query(
                                r ->
                                    r.tableName(a.get("table"))
                                        .indexName("byDue")
                                        .keyConditionExpression("dueKey = :key")
                                        .expressionAttributeValues(
                                            Map.of(
                                                ":key", AttributeValue.fromS("2000010100#0")))))),
        new Right("put an event into the ledger", RECORDING, a -> ledger(a, Change.PUT)),
        new Right("update an event in the ledger", List.of(), a -> ledger(a, Change.UPDATE)),
        new Right("delete an event from the ledger", List.of(), a -> ledger(a, Change.DELETE)),
        new Right(
            "put a checkpoint into the ledger",
            List.of("checkpoints"),
            a -> ledger(a, Change.CHECKPOINT)),
        new Right("sign as the record", List.of("checkpoints"), FunctionRolesIT::sign),
        new Right("keep an object in the archive", List.of("checkpoints"), a -> archive(a, false)),
        new Right("remove an object from the archive", List.of(), a -> archive(a, true)),
        new Right(
            "read the whole table",
            List.of(),
            a ->
                credentials ->
                    with(
                        a.aws().clients().of(DynamoDbClient.builder(), credentials),
                        c -> c.scan(r -> r.tableName(a.get("table"))))));
  }

  private static Consumer<AwsCredentialsProvider> mark(Attempt a) {
    return credentials ->
        with(
            a.aws().clients().of(DynamoDbClient.builder(), credentials),
            c ->
                c.updateItem(
                    r ->
                        r.tableName(a.get("watch-table"))
                            .key(Map.of("grantId", AttributeValue.fromS("g-0000000000000000")))
                            .updateExpression("SET ending = :yes")
                            .expressionAttributeValues(
                                Map.of(":yes", AttributeValue.fromBool(true)))));
  }

  private static Consumer<AwsCredentialsProvider> assumeAccess(Attempt a) {
    return credentials ->
        with(
            a.aws().clients().of(StsClient.builder(), credentials),
            c ->
                c.assumeRole(
                    r ->
                        r.roleArn(a.get("target.access-role"))
                            .roleSessionName("g-0000000000000000")
                            .sourceIdentity("nobody.0000000000000000")
                            .tags(t -> t.key("TidegateGrant").value("g-0000000000000000"))
                            .transitiveTagKeys("TidegateGrant")
                            .externalId(a.get("target.external-id"))));
  }

  private static Consumer<AwsCredentialsProvider> assumePlain(Attempt a, String role) {
    return credentials ->
        with(
            a.aws().clients().of(StsClient.builder(), credentials),
            c ->
                c.assumeRole(
                    r ->
                        r.roleArn(a.get("target." + role + "-role"))
                            .roleSessionName("tidegate-role-check")
                            .externalId(a.get("target.external-id"))));
  }

  private static Consumer<AwsCredentialsProvider> schedule(Attempt a) {
    return credentials ->
        with(
            a.aws().clients().of(SchedulerClient.builder(), credentials),
            c ->
                c.createSchedule(
                    r ->
                        r.name("g-e2e" + System.nanoTime())
                            .groupName(a.get("schedule-group"))
                            .scheduleExpression("at(2099-01-01T00:00:00)")
                            .flexibleTimeWindow(w -> w.mode("OFF"))
                            .target(
                                t ->
                                    t.arn(a.functionArn("end-grant"))
                                        .roleArn(a.scheduleRole())
                                        .input("{}"))));
  }

  private static Consumer<AwsCredentialsProvider> send(Attempt a) {
    return credentials ->
        with(
            a.aws().clients().of(EventBridgeClient.builder(), credentials),
            c ->
                c.putEvents(
                    r ->
                        r.entries(
                            e ->
                                e.eventBusName(a.get("bus"))
                                    .source("tidegate")
                                    .detailType("e2e.role-check")
                                    .detail("{}"))));
  }

  private static void put(Attempt a, AwsCredentialsProvider credentials, String key) {
    putInto(a.get("table"), a, credentials, key);
  }

  private static void putInto(
      String table, Attempt a, AwsCredentialsProvider credentials, String key) {
    with(
        a.aws().clients().of(DynamoDbClient.builder(), credentials),
        c ->
            c.putItem(
                r ->
                    r.tableName(table)
                        .item(
                            Map.of(
                                "pk", AttributeValue.fromS(key),
                                "sk", AttributeValue.fromS("E2E#ROLE-CHECK")))));
  }

  private static Consumer<AwsCredentialsProvider> sign(Attempt a) {
    return credentials ->
        with(
            a.aws().clients().of(KmsClient.builder(), credentials),
            c ->
                c.sign(
                    r ->
                        r.keyId(a.get("checkpoint-key"))
                            .message(SdkBytes.fromUtf8String("role check"))
                            .signingAlgorithm("ECDSA_SHA_256")));
  }

  private static Consumer<AwsCredentialsProvider> archive(Attempt a, boolean remove) {
    String bucket = a.get("record-bucket");
    String name = "checkpoints/e2e-role-check";
    return credentials ->
        with(
            a.aws().clients().of(S3Client.builder().forcePathStyle(true), credentials),
            c -> {
              if (remove) {
                c.deleteObject(r -> r.bucket(bucket).key(name));
              } else {
                c.putObject(r -> r.bucket(bucket).key(name), RequestBody.fromString("x"));
              }
            });
  }

  private static Consumer<AwsCredentialsProvider> ledger(Attempt a, Change change) {
    String partition = change == Change.CHECKPOINT ? "CHECKPOINT#NUMBER" : "2000010100#0";
    Map<String, AttributeValue> key =
        Map.of(
            "pk", AttributeValue.fromS(partition),
            "sk", AttributeValue.fromS("E2E#ROLE-CHECK"));
    String table = a.get("ledger-table");
    return credentials ->
        with(
            a.aws().clients().of(DynamoDbClient.builder(), credentials),
            c -> {
              switch (change) {
                case PUT, CHECKPOINT -> c.putItem(r -> r.tableName(table).item(key));
                case UPDATE ->
                    c.updateItem(
                        r ->
                            r.tableName(table)
                                .key(key)
                                .updateExpression("SET details = :d")
                                .expressionAttributeValues(
                                    Map.of(":d", AttributeValue.fromS("x"))));
                case DELETE -> c.deleteItem(r -> r.tableName(table).key(key));
              }
            });
  }

  private static <C extends AutoCloseable> void with(C client, Consumer<C> call) {
    try (client) {
      call.accept(client);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static boolean allowed(
      Consumer<AwsCredentialsProvider> call, AwsCredentialsProvider credentials) {
    try {
      call.accept(credentials);
      return true;
    } catch (AwsServiceException e) {
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      if (code.startsWith("AccessDenied")) {
        return false;
      }
      throw new AssertionError("neither allowed nor refused: " + code, e);
    }
  }
}
