package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.local.Clients;
import dev.tidegate.local.LocalAws;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// What a session may never do in a target account, even where its role may do everything: of each
/// kind of thing that would outlive the grant some actions, every refusal beside a twin that
/// passes.
@ExtendWith(Running.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundaryIT {
  private static final String WIDE = "ci-boundary-check";
  private static final String BUCKET = "boundary-check";

  /// A call that sessions are denied, and one of the same service that they are not.
  private record Pair(
      String denied,
      Consumer<AwsCredentialsProvider> never,
      String given,
      Consumer<AwsCredentialsProvider> twin) {}

  private final Clients clients;
  private final IamClient iam;
  private final String access;
  private final String queue;

  BoundaryIT(LocalAws aws) {
    clients = aws.clients();
    iam = clients.of(IamClient.builder(), clients.root(LocalAws.TARGET_ACCOUNT));
    String arn = aws.outputs().get("target.access-role");
    access = arn.substring(arn.lastIndexOf('/') + 1);
    AwsCredentialsProvider root = clients.root(LocalAws.TARGET_ACCOUNT);
    try (S3Client s3 = clients.of(S3Client.builder().forcePathStyle(true), root);
        SqsClient sqs = clients.of(SqsClient.builder(), root)) {
      s3.createBucket(r -> r.bucket(BUCKET));
      queue = sqs.createQueue(r -> r.queueName(BUCKET)).queueUrl();
    }
  }

  @AfterAll
  void close() {
    iam.close();
  }

  @Test
  void theAccessRoleHasTheBoundaryAndThreePoliciesThatDeny() {
    assertThat(iam.getRole(r -> r.roleName(access)).role().permissionsBoundary()).isNotNull();
    assertThat(attached())
        .hasSize(4)
        .filteredOn(arn -> arn.matches(".*:policy/TidegateDeny(Identities|Openings|Flows)"))
        .hasSize(3);
  }

  @TestFactory
  Stream<DynamicTest> aSessionOfARoleThatMayDoEverythingMayNotLeaveAnythingBehind() {
    AwsCredentialsProvider session = session();
    return pairs().stream()
        .flatMap(
            pair ->
                Stream.of(
                    DynamicTest.dynamicTest(
                        "may not " + pair.denied(),
                        () -> assertThat(allowed(pair.never(), session)).isFalse()),
                    DynamicTest.dynamicTest(
                        "may " + pair.given(),
                        () -> assertThat(allowed(pair.twin(), session)).isTrue())));
  }

  private List<Pair> pairs() {
    return List.of(
        new Pair(
            "iam:CreateUser",
            iam(c -> c.createUser(r -> r.userName("eve"))),
            "iam:GetRole",
            iam(c -> c.getRole(r -> r.roleName(WIDE)))),
        new Pair(
            "iam:ResetServiceSpecificCredential",
            iam(
                c ->
                    c.resetServiceSpecificCredential(
                        r -> r.serviceSpecificCredentialId("ACCA0123456789012345"))),
            "iam:ListRoles",
            iam(IamClient::listRoles)),
        new Pair(
            "sts:AssumeRole",
            sts(
                c ->
                    c.assumeRole(
                        r ->
                            r.roleArn("arn:aws:iam::" + LocalAws.TARGET_ACCOUNT + ":role/" + WIDE)
                                .roleSessionName("again"))),
            "sts:GetAccessKeyInfo",
            session ->
                sts(c ->
                        c.getAccessKeyInfo(
                            r -> r.accessKeyId(session.resolveCredentials().accessKeyId())))
                    .accept(session)),
        new Pair(
            "s3:PutObjectAcl",
            s3(
                c ->
                    c.putObjectAcl(
                        r -> r.bucket(BUCKET).key("k").acl(ObjectCannedACL.PUBLIC_READ))),
            "s3:PutObject",
            s3(c -> c.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("x")))),
        new Pair(
            "s3:PutBucketPolicy",
            s3(c -> c.putBucketPolicy(r -> r.bucket(BUCKET).policy("{}"))),
            "s3:GetObject",
            s3(
                c -> {
                  c.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("x"));
                  c.getObjectAsBytes(r -> r.bucket(BUCKET).key("k"));
                })),
        new Pair(
            "s3:PutBucketNotification",
            s3(
                c ->
                    c.putBucketNotificationConfiguration(
                        r -> r.bucket(BUCKET).notificationConfiguration(n -> {}))),
            "s3:ListBucket",
            s3(c -> c.listObjectsV2(r -> r.bucket(BUCKET)))),
        new Pair(
            "sqs:SetQueueAttributes",
            sqs(
                c ->
                    c.setQueueAttributes(
                        r ->
                            r.queueUrl(queue)
                                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1")))),
            "sqs:SendMessage",
            sqs(c -> c.sendMessage(r -> r.queueUrl(queue).messageBody("x")))),
        new Pair(
            "lambda:CreateEventSourceMapping",
            lambda(
                c ->
                    c.createEventSourceMapping(
                        r ->
                            r.functionName("some")
                                .eventSourceArn(
                                    "arn:aws:sqs:eu-central-1:"
                                        + LocalAws.TARGET_ACCOUNT
                                        + ":"
                                        + BUCKET))),
            "lambda:ListFunctions",
            lambda(LambdaClient::listFunctions)),
        new Pair(
            "logs:PutSubscriptionFilter",
            logs(
                c ->
                    c.putSubscriptionFilter(
                        r ->
                            r.logGroupName("some")
                                .filterName("f")
                                .filterPattern("")
                                .destinationArn("arn:aws:lambda:eu-central-1:1:function:f"))),
            "logs:DescribeLogGroups",
            logs(CloudWatchLogsClient::describeLogGroups)),
        new Pair(
            "dynamodb:EnableKinesisStreamingDestination",
            dynamo(
                c ->
                    c.enableKinesisStreamingDestination(
                        r ->
                            r.tableName("orders")
                                .streamArn("arn:aws:kinesis:eu-central-1:1:stream/s"))),
            "dynamodb:GetItem",
            dynamo(
                c ->
                    c.getItem(
                        r -> r.tableName("orders").key(Map.of("id", AttributeValue.fromS("1")))))),
        new Pair(
            "events:PutPermission",
            events(
                c ->
                    c.putPermission(
                        r -> r.principal("*").action("events:PutEvents").statementId("all"))),
            "events:ListRules",
            events(c -> c.listRules(r -> {}))),
        new Pair(
            "kms:CreateKey", kms(KmsClient::createKey), "kms:ListKeys", kms(KmsClient::listKeys)));
  }

  /// A session of a role that has the access role's boundary and policies, and may do everything
  /// besides, as with a wider ceiling.
  private AwsCredentialsProvider session() {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
         "Principal":{"AWS":"arn:aws:iam::%s:root"}}]}\
        """
            .formatted(LocalAws.TARGET_ACCOUNT);
    String boundary =
        iam.getRole(r -> r.roleName(access)).role().permissionsBoundary().permissionsBoundaryArn();
    String arn =
        iam.createRole(
                r -> r.roleName(WIDE).assumeRolePolicyDocument(trust).permissionsBoundary(boundary))
            .role()
            .arn();
    attached().forEach(policy -> iam.attachRolePolicy(r -> r.roleName(WIDE).policyArn(policy)));
    iam.putRolePolicy(
        r ->
            r.roleName(WIDE)
                .policyName("everything")
                .policyDocument(
                    """
                    {"Version":"2012-10-17","Statement":[
                     {"Effect":"Allow","Action":"*","Resource":"*"}]}\
                    """));
    try (StsClient sts = clients.of(StsClient.builder(), clients.root(LocalAws.TARGET_ACCOUNT))) {
      Credentials made =
          sts.assumeRole(r -> r.roleArn(arn).roleSessionName("boundary")).credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              made.accessKeyId(), made.secretAccessKey(), made.sessionToken()));
    }
  }

  private List<String> attached() {
    return iam.listAttachedRolePolicies(r -> r.roleName(access)).attachedPolicies().stream()
        .map(AttachedPolicy::policyArn)
        .toList();
  }

  private static boolean allowed(
      Consumer<AwsCredentialsProvider> call, AwsCredentialsProvider session) {
    try {
      call.accept(session);
      return true;
    } catch (AwsServiceException e) {
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      if (code.startsWith("AccessDenied")) {
        return false;
      }
      throw new AssertionError("neither allowed nor refused: " + code, e);
    }
  }

  private Consumer<AwsCredentialsProvider> iam(Consumer<IamClient> call) {
    return session -> with(clients.of(IamClient.builder(), session), call);
  }

  private Consumer<AwsCredentialsProvider> sts(Consumer<StsClient> call) {
    return session -> with(clients.of(StsClient.builder(), session), call);
  }

  private Consumer<AwsCredentialsProvider> s3(Consumer<S3Client> call) {
    return session -> with(clients.of(S3Client.builder().forcePathStyle(true), session), call);
  }

  private Consumer<AwsCredentialsProvider> sqs(Consumer<SqsClient> call) {
    return session -> with(clients.of(SqsClient.builder(), session), call);
  }

  private Consumer<AwsCredentialsProvider> lambda(Consumer<LambdaClient> call) {
    return session -> with(clients.of(LambdaClient.builder(), session), call);
  }

  private Consumer<AwsCredentialsProvider> logs(Consumer<CloudWatchLogsClient> call) {
    return session -> with(clients.of(CloudWatchLogsClient.builder(), session), call);
  }

  private Consumer<AwsCredentialsProvider> dynamo(Consumer<DynamoDbClient> call) {
    return session -> with(clients.of(DynamoDbClient.builder(), session), call);
  }

  private Consumer<AwsCredentialsProvider> events(Consumer<EventBridgeClient> call) {
    return session -> with(clients.of(EventBridgeClient.builder(), session), call);
  }

  private Consumer<AwsCredentialsProvider> kms(Consumer<KmsClient> call) {
    return session -> with(clients.of(KmsClient.builder(), session), call);
  }

  private static <C extends AutoCloseable> void with(C client, Consumer<C> call) {
    try (client) {
      call.accept(client);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("cannot close the client", e);
    }
  }
}
