package dev.tidegate.adapters.policydoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.local.Clients;
import dev.tidegate.local.Progress;
import dev.tidegate.local.SharedAws;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The documents under enforced IAM: what they allow, what they refuse, and the second at which
/// they stop. Side by side, so that the seconds pass together.
@Execution(ExecutionMode.CONCURRENT)
class IamPolicyDocumentsIT {
  /// Of these tests alone.
  private static final String ACCOUNT = "200000000011";

  private static final Permission READ_ORDERS =
      new Permission(
          List.of("dynamodb:GetItem", "dynamodb:Query"),
          List.of("arn:aws:dynamodb:*:200000000011:table/orders"),
          List.of());
  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

  private static final Duration BETWEEN_CALLS = Duration.ofMillis(20);

  private static Clients clients;
  private static String region = "";

  private final IamPolicyDocuments documents = new IamPolicyDocuments();

  @BeforeAll
  static void start() {
    clients = SharedAws.clients(Path.of("..", ".."), Progress.to(System.err));
    try (IamClient iam = client(IamClient.builder());
        DynamoDbClient dynamo = client(DynamoDbClient.builder())) {
      role(iam, "wide");
      iam.putRolePolicy(
          r ->
              r.roleName("wide")
                  .policyName("rights")
                  .policyDocument(
                      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                          + "\"Action\":\"*\",\"Resource\":\"*\"}}"));
      role(iam, "ci");
      RandomEntitlements.TABLES.forEach(name -> table(dynamo, name));
      region = dynamo.describeTable(r -> r.tableName("orders")).table().tableArn().split(":")[3];
    }
  }

  @Test
  void aSessionPolicyAllowsWhatWasAskedAndNothingElse() {
    try (DynamoDbClient session = session("wide", documents.session(List.of(READ_ORDERS), LATER))) {
      assertThat(refused(() -> read(session, "orders"))).isFalse();
      assertThat(refused(() -> write(session, "orders"))).isTrue();
      assertThat(refused(() -> read(session, "payments"))).isTrue();
    }
    try (DynamoDbClient session = session("wide", documents.session(List.of(), LATER))) {
      assertThat(refused(() -> read(session, "orders"))).isTrue();
    }
  }

  /// Each call that the permissions allow is allowed, each other one refused, whatever was merged
  /// and dropped on the way to the document.
  @Test
  void sessionsOfRandomEntitlementsMayDoWhatWasAskedAndNothingElse() {
    int allowed = 0;
    int refused = 0;
    for (long seed = 0; seed < 40; seed++) {
      List<Permission> permissions = RandomEntitlements.permissions(seed, ACCOUNT, region);
      String document = documents.session(permissions, LATER);
      try (DynamoDbClient session = session("wide", document)) {
        for (String action : RandomEntitlements.ACTIONS) {
          for (String table : RandomEntitlements.TABLES) {
            boolean expected = Judge.allows(permissions, call(action, table));
            assertThat(!refused(() -> act(session, action, table)))
                .as("seed %d: %s on %s by %s", seed, action, table, document)
                .isEqualTo(expected);
            allowed += expected ? 1 : 0;
            refused += expected ? 0 : 1;
          }
        }
      }
    }
    assertThat(allowed).isGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
  }

  private static Judge.Call call(String action, String table) {
    return new Judge.Call(
        action,
        "arn:aws:dynamodb:" + region + ":" + ACCOUNT + ":table/" + table,
        Map.of("aws:userid", "AROA:g-1"));
  }

  private static void act(DynamoDbClient dynamo, String action, String table) {
    switch (action) {
      case "dynamodb:GetItem" -> read(dynamo, table);
      case "dynamodb:PutItem" -> write(dynamo, table);
      case "dynamodb:DeleteItem" ->
          dynamo.deleteItem(r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("1"))));
      case "dynamodb:DescribeTable" -> dynamo.describeTable(r -> r.tableName(table));
      default -> throw new IllegalArgumentException(action);
    }
  }

  @Test
  void conditionsOfTheEntitlementHold() {
    Permission named =
        new Permission(
            READ_ORDERS.actions(),
            READ_ORDERS.resources(),
            List.of(
                new Permission.Restriction(
                    "StringLike", "aws:userid", List.of("*:somebody", "*:g-1"))));
    Permission other =
        new Permission(
            READ_ORDERS.actions(),
            READ_ORDERS.resources(),
            List.of(new Permission.Restriction("StringLike", "aws:userid", List.of("*:other"))));

    try (DynamoDbClient mine = session("wide", documents.session(List.of(named), LATER));
        DynamoDbClient others = session("wide", documents.session(List.of(other), LATER))) {
      assertThat(refused(() -> read(mine, "orders"))).isFalse();
      assertThat(refused(() -> read(others, "orders"))).isTrue();
    }
  }

  @Test
  void aSessionIsRefusedFromTheEndOnAndAllowedUntilThen() {
    Instant end = soon();
    try (DynamoDbClient session = session("wide", documents.session(List.of(READ_ORDERS), end))) {
      stopsAt(end, session);
    }
  }

  @Test
  void aTemporaryPolicyAllowsUntilTheEnd() {
    Instant end = soon();
    try (IamClient iam = client(IamClient.builder());
        DynamoDbClient session = session("ci", "")) {
      assertThat(refused(() -> read(session, "orders"))).isTrue();
      iam.putRolePolicy(
          r ->
              r.roleName("ci")
                  .policyName("Tidegate-g-1")
                  .policyDocument(documents.temporary(List.of(READ_ORDERS), end)));
      assertThat(refused(() -> write(session, "orders"))).isTrue();
      stopsAt(end, session);
    }
  }

  /// Whatever the machine is busy with: a call that was allowed began before the end, one that was
  /// refused was answered at the end or after it.
  private static void stopsAt(Instant end, DynamoDbClient session) {
    boolean refused = false;
    int allowed = 0;
    while (!refused) {
      Instant before = Instant.now();
      refused = refused(() -> read(session, "orders"));
      Instant after = Instant.now();
      if (refused) {
        assertThat(after).isAfterOrEqualTo(end);
      } else {
        assertThat(before).isBefore(end);
        allowed++;
        LockSupport.parkNanos(BETWEEN_CALLS.toNanos());
      }
    }
    assertThat(allowed).as("calls before the end").isPositive();
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
  }

  private static boolean refused(Runnable call) {
    try {
      call.run();
      return false;
    } catch (DynamoDbException failure) {
      assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
      return true;
    }
  }

  private static void read(DynamoDbClient dynamo, String table) {
    dynamo.getItem(r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("1"))));
  }

  private static void write(DynamoDbClient dynamo, String table) {
    dynamo.putItem(r -> r.tableName(table).item(Map.of("id", AttributeValue.fromS("1"))));
  }

  private static DynamoDbClient session(String role, String policy) {
    try (StsClient sts = client(StsClient.builder())) {
      Credentials issued =
          sts.assumeRole(
                  r ->
                      r.roleArn("arn:aws:iam::" + ACCOUNT + ":role/" + role)
                          .roleSessionName("g-1")
                          .policy(Optional.of(policy).filter(p -> !p.isEmpty()).orElse(null)))
              .credentials();
      return clients.of(
          DynamoDbClient.builder(),
          StaticCredentialsProvider.create(
              AwsSessionCredentials.create(
                  issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken())));
    }
  }

  private static <
          C,
          B extends
              software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>
                  & software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<B, C>>
      C client(B builder) {
    return clients.of(builder, clients.root(ACCOUNT));
  }

  private static void role(IamClient iam, String name) {
    iam.createRole(
        r ->
            r.roleName(name)
                .assumeRolePolicyDocument(
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                        + "\"Principal\":{\"AWS\":\"arn:aws:iam::200000000011:root\"},"
                        + "\"Action\":\"sts:AssumeRole\"}}"));
  }

  private static void table(DynamoDbClient dynamo, String name) {
    dynamo.createTable(
        r ->
            r.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
  }
}
