package dev.tidegate.local;

import static dev.tidegate.local.Template.list;
import static dev.tidegate.local.Template.map;
import static dev.tidegate.local.Template.strings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.timing.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `template.yaml`. Beside each rule: a change that breaks it, and that it is found.
class TemplateTest {
  private static final Path FILE = RepoRoot.path().resolve("template.yaml");

  private final Template template = Template.read(FILE);

  private static Template with(String old, String fresh) {
    try {
      String text = Files.readString(FILE);
      assertThat(text).contains(old);
      return Template.parse(text.replace(old, fresh));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @Test
  void noRoleHasAStarWithoutAReason() {
    assertThat(TemplateRules.stars(template)).isEmpty();
    assertThat(TemplateRules.stars(with("Action: events:PutEvents", "Action: events:*")))
        .hasSize(1);
    assertThat(TemplateRules.stars(with("Resource: !GetAtt Bus.Arn", "Resource: \"*\"")))
        .hasSize(1);
  }

  @Test
  void eachRoleAssumesItsOwnRoleAndOnlySessionsAssumesAccessRoles() {
    assertThat(TemplateRules.assumes(template))
        .isEqualTo(
            Map.of(
                "SessionsRole",
                    Set.of(
                        "sts:AssumeRole TidegateAccess*",
                        "sts:TagSession TidegateAccess*",
                        "sts:SetSourceIdentity TidegateAccess*"),
                "EndGrantRole", Set.of("sts:AssumeRole TidegateRevoker*"),
                "StartGrantRole", Set.of("sts:AssumeRole TidegateAttacher*"),
                "AuditRole", Set.of("sts:AssumeRole TidegateObserver*")));
  }

  @Test
  void everyFunctionHasATimeoutARoleOfItsOwnALogGroupWithRetentionAndTracing() {
    assertThat(template.ofType("AWS::Serverless::Function")).hasSize(15);
    assertThat(TemplateRules.functions(template)).isEmpty();
    assertThat(TemplateRules.functions(with("RetentionInDays: !Ref LogRetentionDays", "")))
        .hasSize(15);
    assertThat(TemplateRules.functions(with("!GetAtt ReviewsRole.Arn", "!GetAtt RequestsRole.Arn")))
        .containsExactly("ReviewsFunction shares a role");
    assertThat(TemplateRules.functions(with("      Timeout: 240\n", "")))
        .containsExactly("SweepGrantsFunction has no timeout");
    assertThat(TemplateRules.functions(with("Tracing: Active", "Tracing: PassThrough"))).hasSize(1);
  }

  @Test
  void everyFunctionRunsTheHandlerOfItsModule() {
    template
        .ofType("AWS::Serverless::Function")
        .forEach(
            (name, function) -> {
              String module = String.valueOf(function.get("CodeUri")).split("/")[1];
              assertThat(function.get("FunctionName"))
                  .as(name)
                  .isEqualTo("${AWS::StackName}-" + Emitted.deployedName(module));
              assertThat(function.get("CodeUri"))
                  .as(name)
                  .isEqualTo("functions/" + module + "/target/" + module + ".zip");
              assertThat(function.get("Handler"))
                  .as(name)
                  .isEqualTo(
                      "dev.tidegate.functions."
                          + module.replace("-", "")
                          + ".Handler::handleRequest");
            });
  }

  @Test
  void whatIsCalledAsynchronouslyHasAQueueForWhatFails() {
    assertThat(TemplateRules.deadLetters(template)).isEmpty();
    assertThat(
            TemplateRules.deadLetters(
                with("Destination: !GetAtt AuditDeadLetters.Arn", "Destination: none")))
        .containsExactly("AuditFunction has no dead-letter queue that it may send to");
  }

  @Test
  void streamsReportEachFailureAndNeverBlock() {
    assertThat(TemplateRules.streams(template)).isEmpty();
    assertThat(TemplateRules.streams(with("      MaximumRetryAttempts: 50\n", "")))
        .containsExactly("PublishStream can block its shard");
    assertThat(TemplateRules.streams(with("      VisibilityTimeout: 360\n", "")))
        .containsExactly("ActivityMessages hands out a message again while it is being handled");
    assertThat(TemplateRules.streams(with("      RedrivePolicy:", "      Redrive:")))
        .containsExactly("ActivityMessages reads what fails for ever");
  }

  @Test
  void onlyPoliciesWritesThePolicyFileAndEveryWriteNamesItsPartitions() {
    Set<String> cases = Set.of("r-*");
    Set<String> answering = Set.of("r-*", "REFUSED#*");
    assertThat(TemplateRules.tableWrites(template))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("RequestsRole", answering),
                Map.entry("ReviewsRole", answering),
                Map.entry("SessionsRole", answering),
                Map.entry("RevocationsRole", answering),
                Map.entry("StartGrantRole", cases),
                Map.entry("EndGrantRole", Set.of("r-*", "AUDIT#end-grant")),
                Map.entry("SweepGrantsRole", Set.of("r-*", "SWEEP")),
                Map.entry("AuditRole", Set.of("AUDIT#audit")),
                Map.entry("ActivityRole", Set.of("r-*", "AUDIT#activity")),
                Map.entry("CheckpointsRole", Set.of("AUDIT#checkpoints")),
                Map.entry("PoliciesRole", Set.of("POLICY", "POLICY#*", "AUDIT#policies"))));
  }

  @Test
  void nobodyMayDoMoreToTheLedgerThanPutEventsIntoItsHoursAndReadIt() {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (String role : TemplateRules.tableWrites(template).keySet()) {
      expected.put(role, Set.of("dynamodb:PutItem of [20*]"));
    }
    expected.put(
        "CheckpointsRole",
        Set.of(
            "dynamodb:PutItem of [20*]",
            "dynamodb:PutItem of [CHECKPOINT, CHECKPOINT#NUMBER]",
            "dynamodb:GetItem of [anything]",
            "dynamodb:Query of [anything]"));
    expected.put("RecordsRole", Set.of("dynamodb:Query of [anything]"));
    expected.put("AccessReportsRole", Set.of("dynamodb:Query of [anything]"));
    assertThat(TemplateRules.ledgerRights(template)).isEqualTo(expected);
    assertThat(
            TemplateRules.ledgerRights(
                with(
                    "Action: dynamodb:PutItem\n            Resource: !GetAtt LedgerTable.Arn",
                    "Action: [dynamodb:PutItem, dynamodb:DeleteItem]\n"
                        + "            Resource: !GetAtt LedgerTable.Arn")))
        .isNotEqualTo(expected);
  }

  @Test
  void onlyCheckpointsSignsAndNobodyMayUnlockWhatIsKept() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String role : template.ofType("AWS::IAM::Role").keySet()) {
      for (Map<String, Object> statement : template.rights(role)) {
        strings(statement.get("Action")).stream()
            .filter(
                action ->
                    action.startsWith("s3:")
                        || Set.of("kms:Sign", "kms:GetPublicKey").contains(action))
            .forEach(action -> found.computeIfAbsent(role, _ -> new TreeSet<>()).add(action));
      }
    }
    assertThat(found)
        .isEqualTo(
            Map.of(
                "AccessReportsRole", Set.of("s3:PutObject"),
                "CheckpointsRole", Set.of("kms:Sign", "s3:PutObject"),
                "RecordsRole", Set.of("kms:GetPublicKey")));
    Map<String, Object> bucket = template.properties("RecordBucket");
    assertThat(bucket).containsEntry("ObjectLockEnabled", "true");
    assertThat(map(bucket.get("VersioningConfiguration"))).containsEntry("Status", "Enabled");
    assertThat(map(bucket.get("PublicAccessBlockConfiguration")).values()).containsOnly("true");
    assertThat(
            map(
                map(map(bucket.get("ObjectLockConfiguration")).get("Rule"))
                    .get("DefaultRetention")))
        .containsEntry("Mode", "GOVERNANCE");
  }

  @Test
  void noFunctionRunsLongerThanCheckpointsWait() {
    Map<String, Object> parameters = map(template.root().get("Parameters"));
    Object grace = map(parameters.get("CheckpointGraceSeconds")).get("Default");
    template
        .ofType("AWS::Serverless::Function")
        .forEach(
            (name, function) ->
                assertThat(Integer.parseInt(String.valueOf(function.get("Timeout"))))
                    .as(name)
                    .isLessThanOrEqualTo(Integer.parseInt(String.valueOf(grace)) - 60));
  }

  @Test
  void theTimesThatCodeDerivesOthersFromAreThoseOfTheTemplate() {
    Map<String, Duration> timeouts = new TreeMap<>();
    template
        .ofType("AWS::Serverless::Function")
        .forEach(
            (name, function) ->
                timeouts.put(
                    name,
                    Duration.ofSeconds(Long.parseLong(String.valueOf(function.get("Timeout"))))));
    for (String function :
        List.of(
            "Requests", "Reviews", "Sessions", "Revocations", "Policies", "Records", "Checks")) {
      assertThat(timeouts).containsEntry(function + "Function", Timing.API_FUNCTION);
    }
    assertThat(timeouts)
        .containsEntry("StartGrantFunction", Timing.START_FUNCTION)
        .containsEntry("EndGrantFunction", Timing.END_FUNCTION);
    assertThat(Collections.max(timeouts.values())).isEqualTo(Timing.LONGEST_FUNCTION);
    Map<String, Object> parameters = map(template.root().get("Parameters"));
    String sweep = "rate(" + Timing.SWEEP.toMinutes() + " minutes)";
    assertThat(map(parameters.get("SweepRate"))).containsEntry("Default", sweep);
    assertThat(map(parameters.get("CheckpointRate"))).containsEntry("Default", sweep);
    assertThat(String.valueOf(map(parameters.get("CheckpointGraceSeconds")).get("Default")))
        .isEqualTo(String.valueOf(Timing.CHECKPOINT_GRACE.toSeconds()));
  }

  @Test
  void nobodyScansAndNobodyDeletesWatchItems() {
    for (String role : template.ofType("AWS::IAM::Role").keySet()) {
      for (Map<String, Object> statement : template.rights(role)) {
        assertThat(strings(statement.get("Action")))
            .as(role)
            .doesNotContain(
                "dynamodb:Scan",
                "dynamodb:BatchWriteItem",
                "dynamodb:PartiQLInsert",
                "dynamodb:PartiQLUpdate");
        if (list(statement.get("Resource")).contains("${WatchTable.Arn}")) {
          assertThat(strings(statement.get("Action")))
              .as(role)
              .doesNotContain("dynamodb:DeleteItem");
        }
      }
    }
  }

  @Test
  void activityIsTakenFromNamedAccountsAndAwsAlone() {
    Map<String, Object> named = policy("NamesAccounts");
    assertThat(map(named.get("Principal"))).containsEntry("AWS", "${TargetAccounts}");
    Map<String, Object> organization = policy("NamesOrganization");
    assertThat(map(map(organization.get("Condition")).get("StringEquals")))
        .containsEntry("aws:PrincipalOrgID", "${TargetOrganization}");
    assertThat(List.of(named, organization))
        .allSatisfy(
            statement -> {
              assertThat(statement).containsEntry("Action", "events:PutEvents");
              assertThat(map(map(statement.get("Condition")).get("ArnLike")))
                  .containsEntry(
                      "aws:PrincipalArn", "arn:${AWS::Partition}:iam::*:role/TidegateForwarder");
            });
    assertThat(map(template.properties("ActivityRule").get("EventPattern")))
        .containsEntry("source", List.of(Map.of("prefix", "aws.")));
  }

  /// The statement that the activity bus has under a condition of the template.
  private Map<String, Object> policy(String condition) {
    List<Object> either = list(map(template.properties("ActivityBus").get("Policy")).get("!If"));
    assertThat(either.getFirst()).isEqualTo("TakesActivity");
    return list(map(either.get(1)).get("Statement")).stream()
        .map(statement -> list(map(statement).get("!If")))
        .filter(one -> one.getFirst().equals(condition))
        .map(one -> map(one.get(1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theScheduleRoleServesOneGroupEndsStartsAndReportsAndDoesNothingElse() {
    Map<String, Object> trust = template.trust("ScheduleRole").getFirst();
    assertThat(trust.get("Principal")).isEqualTo(Map.of("Service", "scheduler.amazonaws.com"));
    assertThat(map(map(trust.get("Condition")).get("StringEquals")))
        .containsEntry("aws:SourceAccount", "${AWS::AccountId}")
        .containsEntry("aws:SourceArn", "${ScheduleGroup.Arn}");
    assertThat(template.rights("ScheduleRole"))
        .extracting(statement -> statement.get("Action"), statement -> statement.get("Resource"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "lambda:InvokeFunction",
                List.of(
                    "${EndGrantFunction.Arn}",
                    "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:"
                        + "${AWS::StackName}-start-grant")),
            org.assertj.core.groups.Tuple.tuple("sqs:SendMessage", "${ScheduleDeadLetters.Arn}"));
  }

  @Test
  void everyRouteAsksForATokenWithAScope() {
    assertThat(template.ofType("AWS::ApiGatewayV2::Route")).hasSize(21);
    template
        .ofType("AWS::ApiGatewayV2::Route")
        .forEach(
            (name, route) ->
                assertThat(route)
                    .as(name)
                    .containsEntry("AuthorizationType", "JWT")
                    .containsEntry("AuthorizerId", "${ApiAuthorizer}")
                    .containsKey("AuthorizationScopes"));
  }

  @Test
  void theApiCallsPublishedVersions() {
    Set<String> called =
        template.ofType("AWS::ApiGatewayV2::Integration").values().stream()
            .map(
                integration ->
                    Template.unwrapped(String.valueOf(integration.get("IntegrationUri"))))
            .collect(Collectors.toSet());
    assertThat(called).hasSize(7).allMatch(target -> target.endsWith("Function.Alias"));
    called.forEach(
        target -> {
          Map<String, Object> function = template.properties(target.replace(".Alias", ""));
          assertThat(function).containsEntry("AutoPublishAlias", "live");
          assertThat(template.ofType("AWS::Lambda::Permission").values())
              .anyMatch(permission -> ("${" + target + "}").equals(permission.get("FunctionName")));
        });
  }

  @Test
  void theTablesAreEncryptedWithOurKeyRecoverableAndProtected() {
    assertThat(template.ofType("AWS::DynamoDB::Table")).hasSize(4);
    template
        .ofType("AWS::DynamoDB::Table")
        .forEach(
            (name, table) -> {
              assertThat(map(table.get("SSESpecification")))
                  .as(name)
                  .containsEntry("KMSMasterKeyId", "${Key.Arn}");
              assertThat(map(table.get("PointInTimeRecoverySpecification")))
                  .as(name)
                  .containsEntry("PointInTimeRecoveryEnabled", "true");
              assertThat(table.get("DeletionProtectionEnabled"))
                  .as(name)
                  .isEqualTo(Map.of("!If", List.of("IsProtected", "true", "false")));
            });
    assertThat(map(map(template.root().get("Parameters")).get("DeletionProtection")))
        .containsEntry("Default", "true");
  }

  @Test
  void passwordsAreOffUnlessAskedFor() {
    assertThat(map(map(template.root().get("Parameters")).get("PasswordSignIn")))
        .containsEntry("Default", "false");
    assertThat(list(template.properties("UserPoolClient").get("ExplicitAuthFlows")))
        .contains(
            Map.of("!If", List.of("TakesPasswords", "ALLOW_USER_PASSWORD_AUTH", "${AWS::NoValue}")))
        .doesNotContain("ALLOW_USER_PASSWORD_AUTH");
  }

  @Test
  void everyParameterIsDescribed() {
    map(template.root().get("Parameters"))
        .forEach(
            (name, parameter) -> assertThat(map(parameter)).as(name).containsKey("Description"));
  }
}
