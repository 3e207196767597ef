package dev.tidegate.adapters.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.grant.SessionIssuer;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.SourceIdentity;
import dev.tidegate.local.Clients;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import dev.tidegate.local.SharedAws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
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

/// Real sessions under enforced IAM: the broker's role in one account, the access role in another.
/// Both accounts are of these tests alone.
class StsSessionIssuerIT {
  private static final String EXTERNAL_ID = "an-external-id-of-22";
  private static final String BROKER = "100000000012";
  private static final String TARGET = "200000000012";
  private static final String CALLER = "arn:aws:iam::" + BROKER + ":role/tidegate-sessions";
  private static final String READ_ORDERS =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:GetItem",\
      "Resource":"arn:aws:dynamodb:*:200000000012:table/orders"}}\
      """;
  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
      """;

  /// What the managed policy of these tests allows: one thing that the role may, too, and one that
  /// it may not.
  private static final String READ_PAYMENTS_AND_ROLES =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:GetItem",\
      "Resource":"arn:aws:dynamodb:*:200000000012:table/payments"},\
      {"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}]}\
      """;

  private static String managed = "";
  private static Clients clients;
  private static StsSessionIssuer issuer;

  @BeforeAll
  static void start() {
    clients = SharedAws.clients(Path.of("..", ".."), Progress.to(System.err));
    try (IamClient broker = clients.of(IamClient.builder(), root(BROKER));
        IamClient target = clients.of(IamClient.builder(), root(TARGET));
        DynamoDbClient dynamo = clients.of(DynamoDbClient.builder(), root(TARGET))) {
      role(broker, "tidegate-sessions", trust("arn:aws:iam::100000000012:root", ""), "sts:*");
      role(
          target,
          "TidegateAccess",
          trust(
              CALLER,
              ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"" + EXTERNAL_ID + "\"}}"),
          "dynamodb:*");
      managed =
          target
              .createPolicy(r -> r.policyName("payments").policyDocument(READ_PAYMENTS_AND_ROLES))
              .policy()
              .arn();
      table(dynamo, "orders");
      table(dynamo, "payments");
    }
    issuer = new StsSessionIssuer(clients.of(StsClient.builder(), assumed()));
  }

  @Test
  void aSessionReadsWhatWasAskedForAndNothingElse() {
    try (DynamoDbClient session = session(spec(1, EXTERNAL_ID, READ_ORDERS))) {
      assertThatCode(() -> read(session, "orders")).doesNotThrowAnyException();
      assertThatThrownBy(() -> write(session, "orders")).satisfies(StsSessionIssuerIT::denied);
      assertThatThrownBy(() -> read(session, "payments")).satisfies(StsSessionIssuerIT::denied);
    }
  }

  @Test
  void whatTheNarrowSessionMayNotDoTheRoleMay() {
    try (DynamoDbClient session = session(spec(2, EXTERNAL_ID, EVERYTHING))) {
      assertThatCode(() -> write(session, "orders")).doesNotThrowAnyException();
      assertThatCode(() -> read(session, "payments")).doesNotThrowAnyException();
    }
  }

  @Test
  void aSessionPolicyWidensNothing() {
    Credentials issued = issue(spec(3, EXTERNAL_ID, EVERYTHING));
    try (IamClient iam = clients.of(IamClient.builder(), provider(issued))) {
      assertThatThrownBy(iam::listRoles)
          .hasMessageContaining("not authorized to perform: iam:ListRoles");
    }
  }

  @Test
  void aManagedPolicyAddsWhatTheRoleMayAndNothingElse() {
    Credentials issued = issue(with(spec(6, EXTERNAL_ID, READ_ORDERS), managed));
    try (DynamoDbClient session = clients.of(DynamoDbClient.builder(), provider(issued));
        IamClient iam = clients.of(IamClient.builder(), provider(issued))) {
      assertThatCode(() -> read(session, "orders")).doesNotThrowAnyException();
      assertThatCode(() -> read(session, "payments")).doesNotThrowAnyException();
      assertThatThrownBy(() -> write(session, "payments")).satisfies(StsSessionIssuerIT::denied);
      assertThatThrownBy(iam::listRoles)
          .hasMessageContaining("not authorized to perform: iam:ListRoles");
    }
  }

  @Test
  void whatAManagedPolicyAllowsEndsWithTheSessionPolicysDate() {
    String over =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:GetItem",\
        "Resource":"arn:aws:dynamodb:*:200000000012:table/orders"},{"Effect":"Deny","Action":"*",\
        "Resource":"*","Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"%s"}}}]}\
        """;
    try (DynamoDbClient ended =
            session(with(spec(7, EXTERNAL_ID, over.formatted("2026-01-01T00:00:00Z")), managed));
        DynamoDbClient going =
            session(with(spec(8, EXTERNAL_ID, over.formatted("2099-01-01T00:00:00Z")), managed))) {
      assertThatThrownBy(() -> read(ended, "payments")).satisfies(StsSessionIssuerIT::denied);
      assertThatCode(() -> read(going, "payments")).doesNotThrowAnyException();
    }
  }

  @Test
  void theSessionIsNamedAfterTheGrant() {
    Credentials issued = issue(spec(4, EXTERNAL_ID, EVERYTHING));
    try (StsClient sts = clients.of(StsClient.builder(), provider(issued))) {
      assertThat(sts.getCallerIdentity().arn())
          .isEqualTo("arn:aws:sts::200000000012:assumed-role/TidegateAccess/g-0000000000000004");
    }
  }

  @Test
  void anotherExternalIdIsRefused() {
    assertThat(issuer.issue(spec(5, "another-external-id", EVERYTHING)))
        .isInstanceOfSatisfying(
            SessionIssuer.Outcome.NotPrepared.class,
            no -> assertThat(no.detail()).contains("role/TidegateAccess"));
  }

  private static void denied(Throwable failure) {
    assertThat(failure).isInstanceOf(DynamoDbException.class);
    assertThat(((DynamoDbException) failure).awsErrorDetails().errorCode())
        .isEqualTo("AccessDeniedException");
  }

  private static DynamoDbClient session(SessionSpec spec) {
    return clients.of(DynamoDbClient.builder(), provider(issue(spec)));
  }

  private static Credentials issue(SessionSpec spec) {
    SessionIssuer.Outcome outcome = issuer.issue(spec);
    assertThat(outcome).isInstanceOf(SessionIssuer.Outcome.Issued.class);
    return ((SessionIssuer.Outcome.Issued) outcome).credentials();
  }

  private static SessionSpec with(SessionSpec spec, String policy) {
    return new SessionSpec(
        spec.grant(),
        spec.account(),
        spec.roleName(),
        spec.requester(),
        spec.policy(),
        List.of(policy),
        spec.tags(),
        spec.lifetime());
  }

  private static SessionSpec spec(int number, String externalId, String policy) {
    return new SessionSpec(
        new GrantId("g-%016d".formatted(number)),
        new Account(new Name("prod"), TARGET, "aws", LocalAws.REGION.id(), externalId, Map.of()),
        "TidegateAccess",
        new SourceIdentity("alice.0123456789abcdef"),
        policy,
        List.of(),
        new TreeMap<>(Map.of("TidegateUse", "incident")),
        Duration.ofMinutes(15));
  }

  private static void read(DynamoDbClient dynamo, String table) {
    dynamo.getItem(r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("1"))));
  }

  private static void write(DynamoDbClient dynamo, String table) {
    dynamo.putItem(r -> r.tableName(table).item(Map.of("id", AttributeValue.fromS("1"))));
  }

  private static AwsCredentialsProvider root(String account) {
    return clients.root(account);
  }

  private static AwsCredentialsProvider provider(Credentials credentials) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
  }

  private static AwsCredentialsProvider assumed() {
    try (StsClient sts = clients.of(StsClient.builder(), root(BROKER))) {
      software.amazon.awssdk.services.sts.model.Credentials issued =
          sts.assumeRole(r -> r.roleArn(CALLER).roleSessionName("tidegate-sessions")).credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()));
    }
  }

  private static String trust(String principal, String condition) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
        + principal
        + "\"},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]"
        + condition
        + "}}";
  }

  private static void role(IamClient iam, String name, String trust, String actions) {
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust));
    iam.putRolePolicy(
        r ->
            r.roleName(name)
                .policyName("rights")
                .policyDocument(
                    EVERYTHING.replace("\"Action\":\"*\"", "\"Action\":\"" + actions + "\"")));
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
