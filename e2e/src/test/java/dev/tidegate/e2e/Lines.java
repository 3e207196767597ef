package dev.tidegate.e2e;

import dev.tidegate.local.LocalAws;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Switches off the lines that end access, as the owner of the broker's account can: for one grant,
/// or all of Tidegate at once.
final class Lines implements AutoCloseable {
  private static final long FAR = 4_102_444_800L;
  private static final String STOPPED = "Stopped";
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
          "policies");

  private final LocalAws aws;
  private final SchedulerClient scheduler;
  private final DynamoDbClient dynamo;
  private final IamClient iam;

  Lines(LocalAws aws) {
    this.aws = aws;
    AwsCredentialsProvider root = aws.clients().root(LocalAws.BROKER_ACCOUNT);
    this.scheduler = aws.clients().of(SchedulerClient.builder(), root);
    this.dynamo = aws.clients().of(DynamoDbClient.builder(), root);
    this.iam = aws.clients().of(IamClient.builder(), root);
  }

  /// The schedule of this grant will not fire.
  void withoutSchedule(Reply grant) {
    scheduler.deleteSchedule(
        r -> r.groupName(aws.outputs().get("schedule-group")).name(grant.text("grant.id")));
  }

  /// TTL will not delete this grant's watch item.
  void withoutExpiry(Reply grant) {
    dynamo.updateItem(
        r ->
            r.tableName(aws.outputs().get("watch-table"))
                .key(Map.of("grantId", AttributeValue.fromS(grant.text("grant.id"))))
                .updateExpression("SET expiresAt = :far")
                .conditionExpression("attribute_exists(grantId)")
                .expressionAttributeValues(
                    Map.of(":far", AttributeValue.fromN(Long.toString(FAR)))));
  }

  /// The sweep will not find this grant, until something else has changed its case.
  void withoutSweep(Reply grant) {
    dynamo.updateItem(
        r ->
            r.tableName(aws.outputs().get("table"))
                .key(
                    Map.of(
                        "pk", AttributeValue.fromS(grant.text("id")),
                        "sk", AttributeValue.fromS("CASE")))
                .updateExpression("REMOVE dueKey, dueSort")
                .conditionExpression("attribute_exists(dueKey)"));
  }

  /// No function can do anything, until [#restart].
  void stop() {
    FUNCTIONS.forEach(
        name ->
            iam.putRolePolicy(
                r ->
                    r.roleName(aws.outputs().get("function." + name))
                        .policyName(STOPPED)
                        .policyDocument(
                            """
                            {"Version":"2012-10-17","Statement":\
                            {"Effect":"Deny","Action":"*","Resource":"*"}}\
                            """)));
  }

  void restart() {
    FUNCTIONS.forEach(
        name ->
            iam.deleteRolePolicy(
                r -> r.roleName(aws.outputs().get("function." + name)).policyName(STOPPED)));
  }

  /// Credentials of the access role under a grant's name, without the grant's session policy and so
  /// without its date condition: what a stolen right to make sessions could give. AWS lets only the
  /// role of `sessions` have them.
  AwsCredentials undated(String grantId) {
    try (StsClient sts = aws.clients().of(StsClient.builder(), aws.functionRole("sessions"))) {
      Credentials made =
          sts.assumeRole(
                  r ->
                      r.roleArn(aws.outputs().get("target.access-role"))
                          .roleSessionName(grantId)
                          .sourceIdentity("nobody.0000000000000000")
                          .tags(t -> t.key("TidegateGrant").value(grantId))
                          .transitiveTagKeys("TidegateGrant")
                          .externalId(aws.outputs().get("target.external-id")))
              .credentials();
      return AwsSessionCredentials.create(
          made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
    }
  }

  @Override
  public void close() {
    scheduler.close();
    dynamo.close();
    iam.close();
  }
}
