package dev.tidegate.local;

import static dev.tidegate.local.Template.map;
import static dev.tidegate.local.Template.strings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The target account's template, with what AWS asks for and the emulator does not.
class TargetAccountTemplateTest {
  private static final String BUS =
      "arn:${AWS::Partition}:events:${BrokerRegion}:${BrokerAccountId}:event-bus/${BrokerStackName}-activity";

  private final Template template =
      Template.read(RepoRoot.path().resolve("infrastructure/target-account/template.yaml"));

  @ParameterizedTest
  @CsvSource({
    "AccessRole, sessions",
    "RevokerRole, end-grant",
    "AttacherRole, start-grant",
    "ObserverRole, audit"
  })
  void eachRoleTrustsOneRoleOfTheBrokerWithTheExternalId(String role, String function) {
    assertThat(template.trust(role))
        .allSatisfy(
            statement ->
                assertThat(statement.get("Principal"))
                    .isEqualTo(
                        Map.of(
                            "AWS",
                            "arn:${AWS::Partition}:iam::${BrokerAccountId}:role/${BrokerStackName}-"
                                + function)));
    assertThat(template.trust(role))
        .filteredOn(statement -> strings(statement.get("Action")).contains("sts:AssumeRole"))
        .singleElement()
        .satisfies(
            statement ->
                assertThat(map(map(statement.get("Condition")).get("StringEquals")))
                    .containsEntry(
                        "sts:ExternalId",
                        Map.of(
                            "!If",
                            List.of(
                                "AcceptsPrevious",
                                List.of("${ExternalId}", "${PreviousExternalId}"),
                                "${ExternalId}"))));
  }

  /// The default quota is 2,048 characters [AWS: IAM and STS quotas], and raising it is nobody's
  /// business in an account that only wants to be reached.
  @ParameterizedTest
  @ValueSource(strings = {"AccessRole", "RevokerRole", "AttacherRole", "ObserverRole"})
  void trustFitsWithTheLongestParametersAndBothExternalIds(String role) throws Exception {
    String longest = "x".repeat(longestExternalId("ExternalId"));
    assertThat(longestExternalId("PreviousExternalId")).isEqualTo(longest.length());
    String trust =
        new ObjectMapper()
            .writeValueAsString(template.properties(role).get("AssumeRolePolicyDocument"))
            .replaceAll("\\{\"!If\":\\[\"AcceptsPrevious\",(\\[[^\\]]*]),[^\\]]*]}", "$1")
            .replaceAll("\\$\\{(Previous)?ExternalId}", longest)
            .replace("${AWS::Partition}", "aws-us-gov")
            .replace("${BrokerAccountId}", "123456789012")
            // The role's name, which ends with the function's, has 64 characters at most.
            .replaceAll("\\$\\{BrokerStackName}-[a-z-]+", "y".repeat(64));
    assertThat(trust).doesNotContain("${", "!If").contains(longest + "\",\"" + longest);
    assertThat(trust.length()).isLessThanOrEqualTo(2048);
  }

  private int longestExternalId(String parameter) {
    String pattern =
        String.valueOf(
            map(map(template.root().get("Parameters")).get(parameter)).get("AllowedPattern"));
    return Integer.parseInt(pattern.replaceFirst(".*\\{16,([0-9]+)}\\$$", "$1"));
  }

  @Test
  void theAccessRoleLetsTheGrantBeTheSessionsNameAndTag() {
    assertThat(
            template.trust("AccessRole").stream().flatMap(s -> strings(s.get("Action")).stream()))
        .containsExactlyInAnyOrder("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity");
    assertThat(map(map(template.trust("AccessRole").getFirst().get("Condition")).get("StringLike")))
        .containsEntry("sts:RoleSessionName", "g-*")
        .containsEntry("aws:RequestTag/TidegateGrant", "g-*");
  }

  @Test
  void theAccessRoleKeepsItsInlineSpaceForDeniesAndHasABoundary() {
    assertThat(template.properties("AccessRole"))
        .doesNotContainKey("Policies")
        .containsEntry("PermissionsBoundary", "${Boundary}")
        .containsEntry("MaxSessionDuration", "3600");
  }

  /// Which actions they deny is compared with the decisions by the command line's tests.
  @ParameterizedTest
  @ValueSource(strings = {"DenyIdentities", "DenyOpenings", "DenyFlows"})
  void eachDenyHoldsForAllResourcesAndIsAttachedToTheAccessRole(String policy) {
    assertThat(Template.statements(template.properties(policy).get("PolicyDocument")))
        .isNotEmpty()
        .allSatisfy(
            statement ->
                assertThat(statement)
                    .containsEntry("Effect", "Deny")
                    .containsEntry("Resource", "*")
                    .containsOnlyKeys("Sid", "Effect", "Resource", "Action"));
    assertThat(template.properties(policy)).containsEntry("ManagedPolicyName", "Tidegate" + policy);
    String attached = String.valueOf(template.properties("AccessRole").get("ManagedPolicyArns"));
    assertThat(attached.split(Pattern.quote("${" + policy + "}"), -1))
        .as("with further policies and without")
        .hasSize(3);
  }

  @Test
  void theBoundaryLetsThroughAllButAFewServicesAndOfTheseWhatReads() {
    List<Map<String, Object>> allows =
        Template.statements(template.properties("Boundary").get("PolicyDocument")).stream()
            .filter(statement -> "Allow".equals(statement.get("Effect")))
            .toList();

    assertThat(allows).hasSize(2);
    assertThat(strings(allows.get(0).get("NotAction"))).contains("iam:*", "sts:*");
    assertThat(allows.get(1)).doesNotContainKey("NotAction");
  }

  @Test
  void theBoundaryKeepsSessionsOffTidegateItself() {
    List<Map<String, Object>> denies =
        Template.statements(template.properties("Boundary").get("PolicyDocument")).stream()
            .filter(statement -> "Deny".equals(statement.get("Effect")))
            .toList();

    assertThat(denies)
        .extracting(statement -> statement.get("Sid"))
        .containsExactly(
            "NotTidegateItself", "NotItsKeys", "NotItsEventSources", "NotItsApiNorItsPeople");
    assertThat(denies.getFirst()).containsEntry("Action", "*").doesNotContainKey("Condition");
    assertThat(strings(denies.getFirst().get("Resource")))
        .contains(
            "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Tidegate*",
            "arn:${AWS::Partition}:events:*:${AWS::AccountId}:rule/Tidegate*",
            "arn:${AWS::Partition}:sqs:*:${AWS::AccountId}:Tidegate*",
            "arn:${AWS::Partition}:cloudwatch:*:${AWS::AccountId}:alarm:Tidegate*",
            "arn:${AWS::Partition}:dynamodb:*:${BrokerAccountId}:table/${BrokerStackName}-*",
            "arn:${AWS::Partition}:kms:*:${BrokerAccountId}:alias/${BrokerStackName}*",
            "arn:${AWS::Partition}:s3:::${BrokerStackName}-*",
            "arn:${AWS::Partition}:secretsmanager:*:${BrokerAccountId}:secret:${BrokerStackName}*",
            "arn:${AWS::Partition}:sns:*:${BrokerAccountId}:${BrokerStackName}-*");
    assertThat(denies.subList(1, 4))
        .allSatisfy(statement -> assertThat(statement).containsKey("Condition"));
  }

  /// Each kind of thing that a broker's stack makes is kept from sessions, or said here not to be
  /// worth it: a new kind is a question that somebody has to answer.
  @Test
  void everyKindOfThingThatABrokerIsMadeOfIsKeptFromSessions() {
    Template broker = Template.read(RepoRoot.path().resolve("template.yaml"));
    Set<String> kinds = new TreeSet<>();
    map(broker.root().get("Resources"))
        .values()
        .forEach(resource -> kinds.add((String) map(resource).get("Type")));

    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Authorizer",
            "AWS::ApiGatewayV2::Integration",
            "AWS::ApiGatewayV2::Route",
            "AWS::ApiGatewayV2::Stage",
            // Its number is read as a stack is updated; no function asks it anything.
            "AWS::AppConfig::Application",
            "AWS::AppConfig::ConfigurationProfile",
            "AWS::AppConfig::HostedConfigurationVersion",
            "AWS::Cognito::UserPool",
            "AWS::Cognito::UserPoolClient",
            "AWS::Cognito::UserPoolDomain",
            "AWS::Cognito::UserPoolGroup",
            "AWS::Cognito::UserPoolResourceServer",
            "AWS::DynamoDB::Table",
            "AWS::Events::EventBus",
            "AWS::Events::Rule",
            // A policy is changed by writing to IAM, of which nothing passes.
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Role",
            "AWS::KMS::Alias",
            "AWS::KMS::Key",
            "AWS::Lambda::EventSourceMapping",
            "AWS::Lambda::Permission",
            "AWS::Logs::LogGroup",
            "AWS::S3::Bucket",
            "AWS::S3::BucketPolicy",
            "AWS::SQS::Queue",
            "AWS::SQS::QueuePolicy",
            "AWS::Scheduler::ScheduleGroup",
            "AWS::Serverless::Function");
  }

  @Test
  void temporaryPoliciesGoOnTaggedRolesAloneAndNeverOnTidegates() {
    Map<String, Object> tagged =
        Map.of("StringEquals", Map.of("aws:ResourceTag/tidegate:eligible", "true"));
    for (String role : List.of("RevokerRole", "AttacherRole")) {
      assertThat(template.rights(role))
          .filteredOn(
              s ->
                  strings(s.get("Resource"))
                          .contains("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*")
                      && strings(s.get("Action")).stream()
                          .anyMatch(a -> !a.startsWith("iam:Get") && !a.startsWith("iam:List")))
          .singleElement()
          .satisfies(s -> assertThat(s.get("Condition")).isEqualTo(tagged));
    }
    assertThat(template.rights("AttacherRole"))
        .anySatisfy(
            s ->
                assertThat(s)
                    .containsEntry("Effect", "Deny")
                    .containsEntry("Action", "iam:PutRolePolicy")
                    .containsEntry(
                        "Resource", "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Tidegate*"));
  }

  @Test
  void theRevokerPutsNothingOnAnybodyElsesRole() {
    assertThat(template.rights("RevokerRole"))
        .filteredOn(s -> strings(s.get("Action")).contains("iam:PutRolePolicy"))
        .singleElement()
        .satisfies(s -> assertThat(s).containsEntry("Resource", "${AccessRole.Arn}"));
  }

  @Test
  void theObserverOnlyReads() {
    assertThat(
            template.rights("ObserverRole").stream()
                .flatMap(s -> strings(s.get("Action")).stream()))
        .allMatch(action -> action.startsWith("iam:Get") || action.startsWith("iam:List"));
  }

  @Test
  void theForwarderSendsEventsToTheBrokersBusAndDoesNothingElse() {
    assertThat(template.rights("ForwarderRole"))
        .singleElement()
        .isEqualTo(
            Map.of(
                "Effect", "Allow",
                "Action", "events:PutEvents",
                "Resource", BUS));
    assertThat(map(template.trust("ForwarderRole").getFirst().get("Principal")))
        .isEqualTo(Map.of("Service", "events.amazonaws.com"));
  }

  @Test
  void everyRegionsRulesAreTheSameAndSeeReadingCallsToo() {
    Template region =
        Template.read(RepoRoot.path().resolve("infrastructure/activity-region/template.yaml"));
    String arn = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${AccessRoleName}";
    for (String rule : List.of("DoneRule", "MadeRule")) {
      for (Template each : List.of(template, region)) {
        assertThat(each.properties(rule))
            .containsEntry("State", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
        assertThat(map(Template.list(each.properties(rule).get("Targets")).getFirst()))
            .containsEntry("Arn", BUS);
      }
      String wanted = String.valueOf(region.properties(rule).get("EventPattern"));
      assertThat(String.valueOf(template.properties(rule).get("EventPattern")))
          .isEqualTo(wanted.replace(arn, "${AccessRole.Arn}"));
    }
  }

  @Test
  void whatCannotBeSentToTheBrokerWaitsInAQueueThatOnlyTheTwoRulesWriteTo() {
    Template region =
        Template.read(RepoRoot.path().resolve("infrastructure/activity-region/template.yaml"));
    for (Template each : List.of(template, region)) {
      for (String rule : List.of("DoneRule", "MadeRule")) {
        assertThat(map(Template.list(each.properties(rule).get("Targets")).getFirst()))
            .containsEntry("DeadLetterConfig", Map.of("Arn", "${ForwarderDeadLetters.Arn}"));
      }
      assertThat(each.properties("ForwarderDeadLetters"))
          .containsEntry("QueueName", "TidegateForwarderDeadLetters");
      List<String> rules = List.of("${DoneRule.Arn}", "${MadeRule.Arn}");
      List<Map<String, Object>> policy =
          Template.statements(each.properties("ForwarderDeadLettersPolicy").get("PolicyDocument"));
      assertThat(policy).hasSize(2);
      assertThat(map(policy.get(0).get("Condition")))
          .containsEntry("ArnEquals", Map.of("aws:SourceArn", rules));
      assertThat(policy.get(1))
          .containsEntry("Effect", "Deny")
          .containsEntry("Principal", "*")
          .containsEntry("Action", "sqs:SendMessage")
          .containsEntry("Condition", Map.of("ArnNotEquals", Map.of("aws:SourceArn", rules)));
      assertThat(each.ofType("AWS::CloudWatch::Alarm")).hasSize(3);
    }
    assertThat(region.ofType("AWS::CloudWatch::Alarm"))
        .isEqualTo(template.ofType("AWS::CloudWatch::Alarm"));
  }

  /// A managed policy has 6,144 characters at most, white space not counted [AWS: IAM UG, IAM and
  /// STS quotas]. With the longest partition, names of stacks and accounts.
  @ParameterizedTest
  @ValueSource(strings = {"Boundary", "DenyIdentities", "DenyOpenings", "DenyFlows"})
  void eachPolicyFitsIntoAManagedPolicy(String policy) throws IOException {
    String document =
        new ObjectMapper()
            .writeValueAsString(template.properties(policy).get("PolicyDocument"))
            .replace("${AWS::Partition}", "aws-us-gov")
            .replace("${AWS::StackName}", "s".repeat(128))
            .replace("${BrokerStackName}", "b".repeat(49))
            .replaceAll("\\$\\{\\w+(::AccountId)?}", "123456789012");

    assertThat(document).doesNotContain("${");
    assertThat(document.length()).isLessThan(5900);
  }

  /// Ten managed policies to a role, unless AWS was asked for more [AWS: IAM UG, IAM and STS
  /// quotas].
  @Test
  void theAccessRoleHasRoomForAsManyFurtherPoliciesAsTheParameterSays() {
    assertThat(
            map(map(template.root().get("Parameters")).get("FurtherPolicyArns")).get("Description"))
        .asString()
        .endsWith("At most six.");
    assertThat(String.valueOf(template.properties("AccessRole").get("ManagedPolicyArns")))
        .contains("[${Ceiling}, ${DenyIdentities}, ${DenyOpenings}, ${DenyFlows}]");
  }

  /// A template that is sent with a call has 51,200 bytes at most [AWS: CloudFormation quotas].
  @Test
  void theTemplateCanBeSentWithACall() throws IOException {
    assertThat(Files.size(RepoRoot.path().resolve("infrastructure/target-account/template.yaml")))
        .isLessThan(50_000);
  }

  @Test
  void everyParameterIsDescribed() {
    map(template.root().get("Parameters"))
        .forEach(
            (name, parameter) -> assertThat(map(parameter)).as(name).containsKey("Description"));
  }
}
