package dev.tidegate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/// Sets up the demo's target account: the template of `infrastructure/target-account`, three
/// tables, and two roles of a build system, one of which is eligible for temporary policies.
record TargetAccount(Clients clients, Path repoRoot) {
  static final String STACK = "tidegate-target";
  static final String EXTERNAL_ID = "tidegate-demo-orders-prod";
  static final List<String> TABLES = List.of("orders", "payments", "deployments");
  static final String ELIGIBLE_ROLE = "ci-deploy";
  static final String OTHER_ROLE = "ci-build";

  /// Deploys the account and returns the stack's outputs.
  Map<String, String> make(Progress progress) {
    Map<String, String> outputs = stack(progress);
    tables();
    roles();
    return outputs;
  }

  private Map<String, String> stack(Progress progress) {
    Path file = repoRoot.resolve("infrastructure/target-account/template.yaml");
    try (CloudFormationClient cloudFormation =
        clients.of(CloudFormationClient.builder(), clients.root(LocalAws.TARGET_ACCOUNT))) {
      String template = Files.readString(file);
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("BrokerAccountId", LocalAws.BROKER_ACCOUNT);
      parameters.put("BrokerStackName", LocalAws.STACK);
      parameters.put("BrokerRegion", LocalAws.REGION.id());
      parameters.put("ExternalId", EXTERNAL_ID);
      return new Stacks(cloudFormation)
          .create(STACK, request -> request.templateBody(template), parameters, progress);
    } catch (IOException unreadable) {
      throw new LocalAwsException("Cannot read " + file + ".", unreadable);
    }
  }

  private void tables() {
    try (DynamoDbClient dynamo =
        clients.of(DynamoDbClient.builder(), clients.root(LocalAws.TARGET_ACCOUNT))) {
      for (String table : TABLES) {
        dynamo.createTable(
            request ->
                request
                    .tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                    .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
        dynamo.putItem(
            request ->
                request
                    .tableName(table)
                    .item(
                        Map.of(
                            "id", AttributeValue.fromS("1"),
                            "note", AttributeValue.fromS("the first of " + table))));
      }
    }
  }

  private void roles() {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
         "Principal":{"AWS":"arn:aws:iam::%s:root"}}]}\
        """
            .formatted(LocalAws.TARGET_ACCOUNT);
    try (IamClient iam = clients.of(IamClient.builder(), clients.root(LocalAws.TARGET_ACCOUNT))) {
      iam.createRole(
          request ->
              request
                  .roleName(ELIGIBLE_ROLE)
                  .assumeRolePolicyDocument(trust)
                  .tags(Tag.builder().key("tidegate:eligible").value("true").build()));
      iam.createRole(request -> request.roleName(OTHER_ROLE).assumeRolePolicyDocument(trust));
    }
  }
}
