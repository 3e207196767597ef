package dev.tidegate.local;

import static dev.tidegate.local.Template.map;
import static dev.tidegate.local.Template.strings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam:PassRole",
        "iam:Put*",
        "iam:Create*",
        "iam:Attach*",
        "iam:Update*",
        "sts:AssumeRole",
        "sts:GetFederationToken",
        "signin:CreateBearerToken",
        "lambda:AddPermission",
        "s3:PutBucketPolicy",
        "cloudtrail:Stop*"
      })
  void theBoundaryDenies(String action) {
    assertThat(Template.statements(template.properties("Boundary").get("PolicyDocument")))
        .anySatisfy(
            statement -> {
              assertThat(statement).containsEntry("Effect", "Deny").containsEntry("Resource", "*");
              assertThat(statement).doesNotContainKey("Condition");
              assertThat(strings(statement.get("Action"))).contains(action);
            });
  }

  @Test
  void theBoundaryKeepsSessionsOffTidegateItself() {
    assertThat(Template.statements(template.properties("Boundary").get("PolicyDocument")).getLast())
        .containsEntry("Effect", "Deny")
        .containsEntry("Action", "*")
        .extractingByKey("Resource")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains(
            "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Tidegate*",
            "arn:${AWS::Partition}:events:*:${AWS::AccountId}:rule/Tidegate*",
            "arn:${AWS::Partition}:sqs:*:${AWS::AccountId}:Tidegate*",
            "arn:${AWS::Partition}:cloudwatch:*:${AWS::AccountId}:alarm:Tidegate*",
            "arn:${AWS::Partition}:dynamodb:*:${BrokerAccountId}:table/${BrokerStackName}-*");
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

  @Test
  void theBoundaryFitsIntoAManagedPolicy() {
    String text =
        String.valueOf(template.properties("Boundary").get("PolicyDocument"))
            .replaceAll("\\s", "")
            .replaceAll("\\$\\{AWS::Partition}", "aws-us-gov")
            .replaceAll("\\$\\{\\w+(::AccountId)?}", "123456789012");
    int entries = text.split(",").length;
    assertThat(text.length() + 2 * entries).as("with quotes, of 6144 characters").isLessThan(6000);
  }

  @Test
  void everyParameterIsDescribed() {
    map(template.root().get("Parameters"))
        .forEach(
            (name, parameter) -> assertThat(map(parameter)).as(name).containsKey("Description"));
  }
}
