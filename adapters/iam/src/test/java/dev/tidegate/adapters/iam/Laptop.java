package dev.tidegate.adapters.iam;

import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.local.Clients;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import dev.tidegate.local.SharedAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// An AWS with IAM enforced: the target account's own template, a table, two roles of a build
/// system of which one is eligible, and the roles of the broker's functions.
final class Laptop {
  private static Optional<Laptop> started = Optional.empty();

  static final String EXTERNAL_ID = "an-external-id-of-222222222222";

  private final Clients clients = SharedAws.clients(Path.of("..", ".."), Progress.to(System.err));

  /// One for all tests of this module, in accounts that no other module takes.
  static synchronized Laptop shared() {
    Laptop laptop = started.orElseGet(Laptop::new);
    started = Optional.of(laptop);
    return laptop;
  }

  private Laptop() {
    try (IamClient broker = iam(LocalAws.BROKER_ACCOUNT)) {
      for (String name : new String[] {"sessions", "end-grant", "start-grant", "audit"}) {
        role(broker, "tidegate-" + name, LocalAws.BROKER_ACCOUNT, false);
        broker.putRolePolicy(
            r ->
                r.roleName("tidegate-" + name).policyName("rights").policyDocument(allow("sts:*")));
      }
    }
    stack();
    try (IamClient target = iam(LocalAws.TARGET_ACCOUNT)) {
      role(target, "ci", LocalAws.TARGET_ACCOUNT, true);
      role(target, "plain", LocalAws.TARGET_ACCOUNT, false);
    }
    try (DynamoDbClient dynamo =
        clients().of(DynamoDbClient.builder(), clients().root(LocalAws.TARGET_ACCOUNT))) {
      dynamo.createTable(
          r ->
              r.tableName("orders")
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                  .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
    }
  }

  /// An STS client of one of the broker's functions.
  StsClient function(String name) {
    return clients()
        .of(
            StsClient.builder(),
            assumed(
                clients().root(LocalAws.BROKER_ACCOUNT),
                "arn:aws:iam::000000000000:role/tidegate-" + name,
                "tidegate-" + name));
  }

  /// An IAM client of an account's root.
  IamClient iam(String account) {
    return clients().of(IamClient.builder(), clients().root(account));
  }

  /// A live session of the access role under a grant's name.
  DynamoDbClient session(String grant) {
    try (StsClient sessions = function("sessions")) {
      return clients().of(DynamoDbClient.builder(), issued(sessions, grant));
    }
  }

  /// A live session of the access role under a grant's name, made just now and tagged as issued
  /// then.
  DynamoDbClient session(String grant, Instant issued) {
    try (StsClient sessions = function("sessions")) {
      Credentials made =
          sessions
              .assumeRole(
                  r ->
                      r.roleArn("arn:aws:iam::222222222222:role/TidegateAccess")
                          .roleSessionName(grant)
                          .externalId(EXTERNAL_ID)
                          .tags(
                              t -> t.key("TidegateGrant").value(grant),
                              t ->
                                  t.key(SessionSpec.ISSUED)
                                      .value(Long.toString(issued.getEpochSecond())))
                          .transitiveTagKeys("TidegateGrant", SessionSpec.ISSUED))
              .credentials();
      return clients().of(DynamoDbClient.builder(), provider(made));
    }
  }

  /// Credentials of the access role under a grant's name.
  static AwsCredentialsProvider issued(StsClient sessions, String grant) {
    return provider(
        sessions
            .assumeRole(
                r ->
                    r.roleArn("arn:aws:iam::222222222222:role/TidegateAccess")
                        .roleSessionName(grant)
                        .externalId(EXTERNAL_ID)
                        .tags(t -> t.key("TidegateGrant").value(grant))
                        .transitiveTagKeys("TidegateGrant"))
            .credentials());
  }

  /// A client whose requests bring credentials of their own.
  DynamoDbClient dynamo() {
    return clients().of(DynamoDbClient.builder(), clients().root(LocalAws.TARGET_ACCOUNT));
  }

  /// A live session of a role of the target account that its own root assumed.
  DynamoDbClient roleSession(String role) {
    return clients()
        .of(
            DynamoDbClient.builder(),
            assumed(
                clients().root(LocalAws.TARGET_ACCOUNT),
                "arn:aws:iam::222222222222:role/" + role,
                "build-17"));
  }

  /// Returns whether a session can read the table.
  static boolean reads(DynamoDbClient session) {
    return reads(session, r -> {});
  }

  /// Returns whether these credentials can read the table.
  static boolean reads(DynamoDbClient client, AwsCredentialsProvider as) {
    return reads(client, r -> r.overrideConfiguration(o -> o.credentialsProvider(as)));
  }

  private static boolean reads(DynamoDbClient client, Consumer<GetItemRequest.Builder> as) {
    try {
      client.getItem(
          r -> {
            r.tableName("orders").key(Map.of("id", AttributeValue.fromS("1")));
            as.accept(r);
          });
      return true;
    } catch (DynamoDbException failure) {
      if (failure.awsErrorDetails().errorCode().equals("AccessDeniedException")) {
        return false;
      }
      throw failure;
    }
  }

  static String allow(String action) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\""
        + action
        + "\",\"Resource\":\"*\"}}";
  }

  private Clients clients() {
    return clients;
  }

  private void stack() {
    String template = template();
    try (CloudFormationClient cloudFormation =
        clients().of(CloudFormationClient.builder(), clients().root(LocalAws.TARGET_ACCOUNT))) {
      cloudFormation.createStack(
          r ->
              r.stackName("tidegate-target")
                  .templateBody(template)
                  .capabilities(Capability.CAPABILITY_NAMED_IAM)
                  .parameters(
                      parameter("BrokerAccountId", LocalAws.BROKER_ACCOUNT),
                      parameter("ExternalId", EXTERNAL_ID)));
      cloudFormation.waiter().waitUntilStackCreateComplete(r -> r.stackName("tidegate-target"));
    }
  }

  private static String template() {
    try {
      return Files.readString(
          Path.of("..", "..", "infrastructure", "target-account", "template.yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Parameter parameter(String key, String value) {
    return Parameter.builder().parameterKey(key).parameterValue(value).build();
  }

  private static void role(IamClient iam, String name, String account, boolean eligible) {
    iam.createRole(
        r ->
            r.roleName(name)
                .assumeRolePolicyDocument(
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                        + "\"Principal\":{\"AWS\":\"arn:aws:iam::"
                        + account
                        + ":root\"},\"Action\":\"sts:AssumeRole\"}}"));
    if (eligible) {
      iam.tagRole(
          r -> r.roleName(name).tags(Tag.builder().key("tidegate:eligible").value("true").build()));
    }
  }

  private AwsCredentialsProvider assumed(AwsCredentialsProvider as, String role, String session) {
    try (StsClient sts = clients().of(StsClient.builder(), as)) {
      return provider(sts.assumeRole(r -> r.roleArn(role).roleSessionName(session)).credentials());
    }
  }

  private static AwsCredentialsProvider provider(Credentials issued) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()));
  }
}
