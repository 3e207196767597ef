package dev.tidegate.benchmarks;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.local.LocalAws;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.sts.StsClient;

/// What AWS itself says about who can do what, and what is there, in both accounts.
final class Access implements AutoCloseable {
  private static final List<String> ROLES = List.of("TidegateAccess", "ci-deploy");

  private final DynamoDbClient dynamo;
  private final IamClient iam;
  private final SchedulerClient scheduler;
  private final AwsCredentialsProvider build;

  /// Makes the two tables that grants give access to.
  Access(LocalAws aws) {
    AwsCredentialsProvider target = aws.clients().root(LocalAws.TARGET_ACCOUNT);
    AwsCredentialsProvider broker = aws.clients().root(LocalAws.BROKER_ACCOUNT);
    dynamo = aws.clients().of(DynamoDbClient.builder(), target);
    iam = aws.clients().of(IamClient.builder(), target);
    scheduler = aws.clients().of(SchedulerClient.builder(), broker);
    for (String table : List.of("orders", "deployments")) {
      dynamo.createTable(
          r ->
              r.tableName(table)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                  .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
    }
    try (StsClient sts = aws.clients().of(StsClient.builder(), broker)) {
      var made =
          sts.assumeRole(
                  r ->
                      r.roleArn("arn:aws:iam::" + LocalAws.TARGET_ACCOUNT + ":role/ci-deploy")
                          .roleSessionName("build-17"))
              .credentials();
      build = provider(made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
    }
  }

  /// Returns whether there is access: for a session, to read; for the build system, to write.
  boolean of(Optional<Credentials> session) {
    return session
        .map(
            issued ->
                allowed(
                    () ->
                        dynamo.getItem(
                            r ->
                                r.tableName("orders")
                                    .key(id())
                                    .overrideConfiguration(
                                        o -> o.credentialsProvider(provider(issued))))))
        .orElseGet(
            () ->
                allowed(
                    () ->
                        dynamo.putItem(
                            r ->
                                r.tableName("deployments")
                                    .item(id())
                                    .overrideConfiguration(o -> o.credentialsProvider(build)))));
  }

  /// Returns the names of policies with the grant's id that still are on a role.
  List<String> leftOver(GrantId grant) {
    return ROLES.stream()
        .flatMap(role -> iam.listRolePolicies(r -> r.roleName(role)).policyNames().stream())
        .filter(name -> name.contains(grant.text()))
        .toList();
  }

  /// Returns the schedules with the grant's name.
  List<String> schedules(GrantId grant) {
    return scheduler
        .listSchedules(r -> r.groupName(Laptop.GROUP).namePrefix(grant.text()))
        .schedules()
        .stream()
        .map(ScheduleSummary::name)
        .toList();
  }

  private static Map<String, AttributeValue> id() {
    return Map.of("id", AttributeValue.fromS("1"));
  }

  private static boolean allowed(Runnable call) {
    try {
      call.run();
      return true;
    } catch (DynamoDbException failure) {
      if (failure.awsErrorDetails().errorCode().startsWith("AccessDenied")) {
        return false;
      }
      throw failure;
    }
  }

  private static AwsCredentialsProvider provider(Credentials issued) {
    return provider(issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
  }

  private static AwsCredentialsProvider provider(String key, String secret, String token) {
    return StaticCredentialsProvider.create(AwsSessionCredentials.create(key, secret, token));
  }

  @Override
  public void close() {
    dynamo.close();
    iam.close();
    scheduler.close();
  }
}
