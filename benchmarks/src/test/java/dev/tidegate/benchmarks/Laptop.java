package dev.tidegate.benchmarks;

import dev.tidegate.local.LocalAws;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// The least of two accounts that the verbs need: tables of the product's shape, a schedule group,
/// target roles. No function runs, so every call is the verb's own.
final class Laptop {
  static final String GROUP = "calls";

  /// Which the Scheduler may take on; without that AWS makes no schedule.
  static final String SCHEDULE_ROLE = "schedule";

  private Laptop() {}

  static String watch(String tables) {
    return tables + "-watch";
  }

  static String ledger(String tables) {
    return tables + "-ledger";
  }

  /// Makes tables whose names begin with `tables`.
  static void tables(LocalAws aws, String tables) {
    try (DynamoDbClient dynamo =
        aws.clients().of(DynamoDbClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      dynamo.createTable(
          r ->
              r.tableName(tables)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      List.of(
                              "pk",
                              "sk",
                              "ownerKey",
                              "ownerSort",
                              "stateKey",
                              "stateSort",
                              "dueKey",
                              "dueSort")
                          .stream()
                          .map(Laptop::text)
                          .toList())
                  .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                  .globalSecondaryIndexes(
                      index("byOwner", "owner"), index("byState", "state"), index("byDue", "due")));
      dynamo.createTable(
          r ->
              r.tableName(watch(tables))
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(text("grantId"))
                  .keySchema(key("grantId", KeyType.HASH)));
      dynamo.createTable(
          r ->
              r.tableName(ledger(tables))
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(text("pk"), text("sk"))
                  .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
    }
  }

  /// Makes what there is once: a schedule group and the roles of the target account.
  static void prepare(LocalAws aws) {
    try (SchedulerClient scheduler =
            aws.clients()
                .of(SchedulerClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT));
        IamClient broker =
            aws.clients().of(IamClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT));
        IamClient iam =
            aws.clients().of(IamClient.builder(), aws.clients().root(LocalAws.TARGET_ACCOUNT))) {
      scheduler.createScheduleGroup(r -> r.name(GROUP));
      broker.createRole(
          r ->
              r.roleName(SCHEDULE_ROLE)
                  .assumeRolePolicyDocument(
                      """
                      {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                       "Action":"sts:AssumeRole",
                       "Principal":{"Service":"scheduler.amazonaws.com"}}}\
                      """));
      role(iam, "TidegateAccess", "dynamodb:*\",\"sts:GetAccessKeyInfo");
      role(iam, "TidegateRevoker", "iam:*");
      role(iam, "TidegateAttacher", "iam:*");
      role(iam, "TidegateObserver", "iam:*");
      role(iam, "ci-deploy", "sts:GetCallerIdentity");
    }
  }

  private static void role(IamClient iam, String name, String action) {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
         "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],
         "Principal":{"AWS":"arn:aws:iam::%s:root"}}]}\
        """
            .formatted(LocalAws.BROKER_ACCOUNT);
    iam.createRole(
        r ->
            r.roleName(name)
                .assumeRolePolicyDocument(trust)
                .tags(Tag.builder().key("tidegate:eligible").value("true").build()));
    iam.putRolePolicy(
        r ->
            r.roleName(name)
                .policyName("own")
                .policyDocument(
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\""
                        + action
                        + "\"],\"Resource\":\"*\"}}"));
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static GlobalSecondaryIndex index(String name, String prefix) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key(prefix + "Key", KeyType.HASH), key(prefix + "Sort", KeyType.RANGE))
        .projection(p -> p.projectionType(ProjectionType.ALL))
        .build();
  }
}
