package dev.tidegate.local.awscheck;

import dev.tidegate.local.LaptopTemplate;
import dev.tidegate.local.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/// Deploys the broker, the target and the fixture of the checks: a bucket for the artifacts and
/// three stacks. Deleting the stacks leaves nothing behind.
record Deployment(CheckedAccount account, Path root, Progress progress) {
  private static final String EXTERNAL_ID = "tidegate-aws-check-throwaway";

  /// Deploys everything, signs in the people, pushes the policy, and returns what the checks work
  /// with.
  Trial make() {
    Map<String, String> outputs = new LinkedHashMap<>();
    try (S3Client s3 = account.s3();
        CloudFormationClient cloudFormation = account.client(CloudFormationClient.builder())) {
      progress.line("Uploading to a bucket of its own");
      bucket(s3);
      CheckStacks stacks = new CheckStacks(cloudFormation, progress);
      progress.line("Making three stacks");
      outputs.putAll(stacks.create(account.broker(), upload(s3, "broker", broker(s3)), broker()));
      outputs.putAll(
          stacks.create(
              account.stack("target"),
              upload(s3, "target", read("infrastructure/target-account/template.yaml")),
              Map.of(
                  "BrokerAccountId",
                  account.id(),
                  "BrokerStackName",
                  account.broker(),
                  "AccessRoleName",
                  "TidegateAccess-" + account.run(),
                  "ExternalId",
                  EXTERNAL_ID)));
      outputs.putAll(
          stacks.create(
              account.stack("fixture"),
              upload(s3, "fixture", fixture()),
              Map.of(
                  "Issuer", outputs.getOrDefault("Issuer", ""),
                  "Client", outputs.getOrDefault("UserPoolClientId", ""),
                  "Runtime", account.laptop() ? "python3.11" : "python3.13")));
    }
    item(outputs.getOrDefault("OrdersTable", ""));
    progress.line("Making people, pushing a policy");
    Product product =
        new Product(
            account.apiUrl(outputs.getOrDefault("ApiId", "")),
            new CheckPeople(
                    account,
                    outputs.getOrDefault("UserPoolId", ""),
                    outputs.getOrDefault("UserPoolClientId", ""))
                .tokens());
    product.push(policy(outputs));
    return new Trial(account, outputs, product);
  }

  private void bucket(S3Client s3) {
    s3.createBucket(
        r -> {
          r.bucket(account.bucket());
          if (!account.region().id().equals("us-east-1")) {
            r.createBucketConfiguration(c -> c.locationConstraint(account.region().id()));
          }
        });
  }

  /// Returns the template with the location of the uploaded code, and without anything that
  /// outlives its stack.
  private String broker(S3Client s3) {
    LaptopTemplate template = LaptopTemplate.read(root);
    Map<String, String> keys = new LinkedHashMap<>();
    template
        .zips()
        .forEach(
            (name, zip) -> {
              String key = name + ".zip";
              s3.putObject(r -> r.bucket(account.bucket()).key(key), RequestBody.fromFile(zip));
              keys.put(name, key);
            });
    String bucket = account.bucket();
    String text =
        account.laptop()
            ? template.deployable(bucket, name -> keys.getOrDefault(name, ""))
            : template.located(bucket, name -> keys.getOrDefault(name, ""));
    return text.replaceAll(
            "(?m)^(\\s+DeletionPolicy:) (?:RetainExceptOnCreate|Retain)$", "$1 Delete")
        .replaceAll("(?m)^(\\s+UpdateReplacePolicy:) Retain$", "$1 Delete");
  }

  private Map<String, String> broker() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("PasswordSignIn", "true");
    parameters.put("DeletionProtection", "false");
    parameters.put("SweepRate", "rate(1 minute)");
    parameters.put("CheckpointRetentionDays", "1");
    parameters.put("LogRetentionDays", "1");
    if (account.laptop()) {
      parameters.put("RequireTls", "false");
    }
    return parameters;
  }

  private String upload(S3Client s3, String name, String template) {
    String key = name + ".yaml";
    s3.putObject(r -> r.bucket(account.bucket()).key(key), RequestBody.fromString(template));
    return account
        .endpoint()
        .map(uri -> uri + "/" + account.bucket() + "/" + key)
        .orElseGet(
            () ->
                "https://"
                    + account.bucket()
                    + ".s3."
                    + account.region().id()
                    + ".amazonaws.com/"
                    + key);
  }

  private void item(String table) {
    try (DynamoDbClient dynamo = account.client(DynamoDbClient.builder())) {
      dynamo.putItem(r -> r.tableName(table).item(Map.of("id", AttributeValue.fromS("1"))));
    }
  }

  /// Returns the demo's policy, for this account, its table and its eligible role.
  private String policy(Map<String, String> outputs) {
    String role = outputs.getOrDefault("EligibleRoleArn", "");
    String table = outputs.getOrDefault("OrdersTable", "");
    return read("local/src/main/resources/demo-policy.yaml")
        .replace("222222222222", account.id())
        .replace("region: eu-central-1", "region: " + account.region().id())
        .replace("externalId: tidegate-demo-orders-prod", "externalId: " + EXTERNAL_ID)
        .replace("{role: TidegateAccess}", "{role: TidegateAccess-" + account.run() + "}")
        .replace(
            "temporaryPolicy: {role: ci-deploy}",
            "temporaryPolicy: {role: " + role.substring(role.lastIndexOf('/') + 1) + "}")
        .replace("table/deployments", "table/" + table)
        .replace("choices: [orders, orders-archive]", "choices: [" + table + "]")
        .replace("default: orders", "default: " + table);
  }

  private String read(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException unreadable) {
      throw new AwsCheckException("Cannot read " + file + ".", unreadable);
    }
  }

  private static String fixture() {
    try (InputStream text =
        Objects.requireNonNull(Deployment.class.getResourceAsStream("fixture.yaml"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new AwsCheckException("Cannot read fixture.yaml.", unreadable);
    }
  }
}
