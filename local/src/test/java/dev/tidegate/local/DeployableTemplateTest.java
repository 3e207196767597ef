package dev.tidegate.local;

import static dev.tidegate.local.Template.list;
import static dev.tidegate.local.Template.map;
import static dev.tidegate.local.Template.strings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What AWS refuses at deployment, or only sometimes, and the laptop's AWS may not.
class DeployableTemplateTest {
  private static final Path FILE = RepoRoot.path().resolve("template.yaml");

  /// The longest name of a stack whose names all fit; README.md and the target account's template
  /// say it.
  private static final int LONGEST_STACK_NAME = 49;

  /// Characters that a name may have, by the resource's type and property. [AWS: IAM and STS
  /// quotas; Lambda, EventBridge, Scheduler and AppConfig API references]
  private static final Map<String, Integer> LIMITS =
      Map.of(
          "AWS::IAM::Role RoleName", 64,
          "AWS::Serverless::Function FunctionName", 64,
          "AWS::Events::Rule Name", 64,
          "AWS::Events::EventBus Name", 256,
          "AWS::Scheduler::ScheduleGroup Name", 64,
          "AWS::AppConfig::Application Name", 64,
          "AWS::Logs::LogGroup LogGroupName", 512,
          "AWS::KMS::Alias AliasName", 256,
          "AWS::Cognito::UserPool UserPoolName", 128,
          "AWS::ApiGatewayV2::Api Name", 128);

  private final Template template = Template.read(FILE);

  @Test
  void oneNameForBothGroupsMakesOneGroup() {
    assertThat(map(template.resources().get("SecurityUserGroup")))
        .containsEntry("Condition", "MakesTwoGroups");
    assertThat(map(template.root().get("Conditions")).get("MakesTwoGroups"))
        .isEqualTo(
            Map.of(
                "!And",
                List.of(
                    Map.of("!Condition", "MakesPool"),
                    Map.of(
                        "!Not",
                        List.of(
                            Map.of("!Equals", List.of("${AdminGroup}", "${SecurityGroup}")))))));
  }

  @Test
  void anIssuerOfOnesOwnNeedsTheClaimThatListsGroups() {
    Map<String, Object> rule =
        map(map(template.root().get("Rules")).get("IssuerAndGroupsTogether"));
    assertThat(rule.get("RuleCondition"))
        .isEqualTo(Map.of("!Not", List.of(Map.of("!Equals", List.of("${OidcIssuer}", "")))));
    assertThat(map(list(rule.get("Assertions")).getFirst()).get("Assert"))
        .isEqualTo(Map.of("!Not", List.of(Map.of("!Equals", List.of("${GroupsClaim}", "")))));
    assertThat(parameter("GroupsClaim")).containsEntry("Default", "");
  }

  /// Cognito says `amr` on the plans Essentials and Plus alone, and a person can set up an
  /// authenticator app only where the pool has them do so.
  @Test
  void thePoolCanTellOfASecondFactor() {
    assertThat(template.properties("UserPool"))
        .containsEntry("UserPoolTier", "ESSENTIALS")
        .containsEntry("EnabledMfas", List.of("SOFTWARE_TOKEN_MFA"))
        .containsEntry("MfaConfiguration", Map.of("!If", List.of("AsksForMfa", "ON", "OPTIONAL")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tidegate-admins", "Domain Users", "CN=a,OU=b", "a"})
  void groupsMayHaveTheNamesThatTokensHave(String name) {
    assertThat(allowed("AdminGroup", name)).isTrue();
    assertThat(allowed("SecurityGroup", name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a "})
  void aGroupThatNobodyCanBeInIsRefusedAtOnce(String name) {
    assertThat(allowed("AdminGroup", name)).isFalse();
    assertThat(allowed("SecurityGroup", name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tidegate-7", "a"})
  void aSignInDomainThatCognitoTakesIsTaken(String domain) {
    assertThat(allowed("SignInDomain", domain)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tidegate", "my-aws", "cognito-1", "amazonas", "-a", "a-", "a_b"})
  void aSignInDomainThatCognitoRefusesIsRefusedAtOnce(String domain) {
    assertThat(allowed("SignInDomain", domain)).isFalse();
  }

  /// The domain of the stack's making holds nothing of its name, which may be of any form.
  @Test
  void theSignInDomainFitsWhateverTheStackIsCalled() {
    Object domain = template.properties("UserPoolDomain").get("Domain");
    List<Object> made = list(list(map(domain).get("!If")).get(2));
    String text = (String) made.getFirst();
    assertThat(text).doesNotContain("StackName");
    assertThat(made.get(1).toString()).contains("${AWS::StackId}").doesNotContain("StackName");
    String filled =
        text.replace("${AWS::AccountId}", "1".repeat(12)).replace("${Part}", "f".repeat(12));
    assertThat(allowed("SignInDomain", filled)).isTrue();
  }

  @Test
  void everyNameFitsTheLongestNameOfAStack() throws IOException {
    assertThat(tooLong(template, LONGEST_STACK_NAME)).isEmpty();
    assertThat(tooLong(template, LONGEST_STACK_NAME + 1))
        .containsExactly("AccessReportsFunction", "AccessReportsRole", "AccessReportsRule");
    assertThat(Files.readString(RepoRoot.path().resolve("README.md")))
        .contains("at most " + LONGEST_STACK_NAME + " characters");
    Template target =
        Template.read(RepoRoot.path().resolve("infrastructure/target-account/template.yaml"));
    String allowed =
        (String)
            map(map(target.root().get("Parameters")).get("BrokerStackName")).get("AllowedPattern");
    assertThat("a".repeat(LONGEST_STACK_NAME)).matches(allowed);
    assertThat("a".repeat(LONGEST_STACK_NAME + 1)).doesNotMatch(allowed);
  }

  /// SQS takes one resource in a statement, and the queue that the policy is of.
  @Test
  void everyStatementOfAQueuesPolicyNamesThatQueueAlone() {
    for (Path file : templates()) {
      Template one = Template.read(file);
      one.ofType("AWS::SQS::QueuePolicy")
          .forEach(
              (name, policy) -> {
                List<String> queues = strings(policy.get("Queues"));
                assertThat(queues).as(name).hasSize(1);
                String arn = queues.getFirst().replace("}", ".Arn}");
                Template.statements(policy.get("PolicyDocument"))
                    .forEach(
                        statement ->
                            assertThat(strings(statement.get("Resource")))
                                .as(name)
                                .containsExactly(arn));
              });
    }
  }

  @Test
  void whatARuleCannotDeliverItMaySendToItsQueue() {
    Map<String, Set<String>> senders = new TreeMap<>();
    template
        .ofType("AWS::SQS::QueuePolicy")
        .forEach(
            (_, policy) ->
                Template.statements(policy.get("PolicyDocument"))
                    .forEach(
                        statement ->
                            senders
                                .computeIfAbsent(
                                    (String) statement.get("Resource"), _ -> new TreeSet<>())
                                .addAll(
                                    strings(
                                        map(map(statement.get("Condition")).get("ArnEquals"))
                                            .get("aws:SourceArn")))));
    template
        .ofType("AWS::Events::Rule")
        .forEach(
            (name, rule) ->
                list(rule.get("Targets"))
                    .forEach(
                        target ->
                            Stream.of(map(target).get("Arn"), letters(map(target)))
                                .map(String::valueOf)
                                .filter(arn -> arn.matches("\\$\\{\\w+(Queue|DeadLetters)\\.Arn}"))
                                .forEach(
                                    arn ->
                                        assertThat(senders.get(arn))
                                            .as(name)
                                            .contains("${" + name + ".Arn}"))));
  }

  private static Object letters(Map<String, Object> target) {
    return map(target.getOrDefault("DeadLetterConfig", Map.of())).getOrDefault("Arn", "none");
  }

  /// Each waits for the one before, by its target or by name, so that no two are changed at the
  /// same time.
  @Test
  void integrationsAndRoutesAreOneChain() {
    Map<String, String> after = new LinkedHashMap<>();
    template
        .resources()
        .forEach(
            (name, resource) -> {
              String type = String.valueOf(map(resource).get("Type"));
              if (type.endsWith("::Route") || type.endsWith("::Integration")) {
                String target =
                    String.valueOf(map(map(resource).get("Properties")).getOrDefault("Target", ""))
                        .replaceAll("integrations/\\$\\{(\\w+)}", "$1");
                after.put(name, String.valueOf(map(resource).getOrDefault("DependsOn", target)));
              }
            });
    List<String> names = new ArrayList<>(after.keySet());
    List<String> before = new ArrayList<>(names);
    before.addFirst("");
    before.removeLast();
    assertThat(after.values()).containsExactlyElementsOf(before);
  }

  /// The function reads the token from the header that the authorizer took it from.
  @Test
  void theAuthorizerTakesItsTokenFromTheHeaderThatFunctionsRead() {
    assertThat(template.properties("ApiAuthorizer"))
        .containsEntry("IdentitySource", List.of("$request.header.Authorization"));
  }

  /// Ten executions are all that a new account has, and none of them can be reserved.
  @Test
  void nothingIsReservedUnlessAskedForAndThenTheEndComesFirst() {
    assertThat(parameter("ReservedConcurrency")).containsEntry("Default", "0");
    Map<String, Object> reserved = new TreeMap<>();
    template
        .ofType("AWS::Serverless::Function")
        .forEach(
            (name, function) ->
                Optional.ofNullable(function.get("ReservedConcurrentExecutions"))
                    .ifPresent(value -> reserved.put(name, list(map(value).get("!If")))));
    assertThat(reserved)
        .isEqualTo(
            Map.of(
                "EndGrantFunction",
                List.of("ReservesConcurrency", "${ReservedConcurrency}", "${AWS::NoValue}"),
                "RevocationsFunction",
                List.of("ReservesConcurrency", "${ReservedConcurrency}", "${AWS::NoValue}"),
                "SweepGrantsFunction",
                List.of("ReservesConcurrency", "2", "${AWS::NoValue}")));
    assertThat(map(template.properties("ActivityMessages").get("ScalingConfig")))
        .containsEntry("MaximumConcurrency", "${ActivityConcurrency}");
    assertThat(parameter("ActivityConcurrency")).containsEntry("Default", "2");
  }

  /// Lambda tries an asynchronous call again for six hours when no execution is free, if it may.
  @Test
  void anEndIsTriedAgainForHoursWhenNoExecutionIsFree() {
    assertThat(map(template.properties("EndGrantFunction").get("EventInvokeConfig")))
        .containsEntry("MaximumEventAgeInSeconds", "21600");
    assertThat(template.properties("EndGrantStream"))
        .containsEntry("MaximumRecordAgeInSeconds", "82800");
  }

  @Test
  void whatHasASnapshotIsWokenEachDayAndTheEmergencyNeedsNone() {
    Map<String, Object> woken = new TreeMap<>();
    template
        .ofType("AWS::Serverless::Function")
        .forEach(
            (name, function) -> {
              if (function.containsKey("SnapStart")) {
                woken.put(name, map(map(function.getOrDefault("Events", Map.of()))).get("Wake"));
              }
            });
    assertThat(woken)
        .hasSize(6)
        .doesNotContainKey("RevocationsFunction")
        .allSatisfy(
            (_, wake) ->
                assertThat(map(wake))
                    .containsEntry("Type", "Schedule")
                    .containsEntry(
                        "Properties",
                        Map.of("Schedule", "rate(1 day)", "Input", "{\"routeKey\":\"WAKE\"}")));
  }

  private boolean allowed(String parameter, String value) {
    return Pattern.matches((String) parameter(parameter).get("AllowedPattern"), value);
  }

  private Map<String, Object> parameter(String name) {
    return map(map(template.root().get("Parameters")).get(name));
  }

  private static Set<String> tooLong(Template template, int stackName) {
    Set<String> found = new TreeSet<>();
    template
        .resources()
        .forEach(
            (name, resource) ->
                map(map(resource).getOrDefault("Properties", Map.of()))
                    .forEach(
                        (property, value) -> {
                          String key = map(resource).get("Type") + " " + property;
                          if (String.valueOf(value).contains("${AWS::StackName}")
                              && property.endsWith("Name")) {
                            assertThat(LIMITS).as(name).containsKey(key);
                            String filled =
                                String.valueOf(value)
                                    .replace("${AWS::StackName}", "a".repeat(stackName));
                            if (filled.length() > LIMITS.getOrDefault(key, 0)) {
                              found.add(name);
                            }
                          }
                        }));
    return found;
  }

  private static List<Path> templates() {
    try (Stream<Path> found = Files.walk(RepoRoot.path().resolve("infrastructure"))) {
      return Stream.concat(
              Stream.of(FILE),
              found.filter(path -> path.getFileName().toString().equals("template.yaml")))
          .collect(Collectors.toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
