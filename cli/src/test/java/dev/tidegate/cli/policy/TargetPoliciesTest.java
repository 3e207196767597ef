package dev.tidegate.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.ActionDecision;
import dev.tidegate.core.entitlement.ActionDecision.Kind;
import dev.tidegate.core.entitlement.ActionDecisions;
import dev.tidegate.policytools.CeilingLint;
import dev.tidegate.policytools.KnownActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The policies of a target account deny what core's `actions.txt` says, and nothing else.
/// `-Dpolicies=apply` writes them into the template.
class TargetPoliciesTest {
  private static final Path TEMPLATE =
      Path.of("..", "infrastructure", "target-account", "template.yaml");
  private static final String BEGIN = "          # Written from actions.txt: ";
  private static final String END = "          # End of what is written.";

  private static final Map<String, Kind> DENIES =
      Map.of(
          "NoIdentityThatOutlivesTheGrant", Kind.IDENTITY,
          "NoCredentialThatOutlivesTheGrant", Kind.CREDENTIAL,
          "NoDoorLeftOpenBehindTheGrant", Kind.OPENING,
          "NoDataThatFlowsOnAfterTheGrant", Kind.FLOW,
          "NoWayAroundTheRecord", Kind.RECORD);

  private static final ActionDecisions DECISIONS = ActionDecisions.get();
  private static final IamActions IAM = new IamActions();
  private static final TargetPolicies POLICIES = new TargetPolicies(DECISIONS, IAM);

  @Test
  void theTemplateHasWhatTheDecisionsComeTo() throws IOException {
    String text = Files.readString(TEMPLATE);
    String wanted = written(text);
    if ("apply".equals(System.getProperty("policies"))) {
      Files.writeString(TEMPLATE, wanted);
    }

    assertThat(Files.readString(TEMPLATE))
        .as("-Dpolicies=apply writes it")
        .isEqualTo(wanted)
        .contains(DENIES.keySet().stream().map(sid -> BEGIN + sid).toArray(String[]::new))
        .contains(BEGIN + "what the boundary lets through");
  }

  @Test
  void eachKindThatIsDeniedHasAStatement() {
    assertThat(
            DECISIONS.all().stream()
                .filter(ActionDecision::denied)
                .map(ActionDecision::kind)
                .distinct())
        .containsExactlyInAnyOrderElementsOf(DENIES.values());
  }

  /// By the text of the template, as IAM reads it: neither too little nor too much.
  @Test
  void whatIsDecidedToBeDeniedIsDeniedAndNothingElseOfAllThatIamHas() throws IOException {
    List<Pattern> denied = new ArrayList<>();
    List<Pattern> closed = new ArrayList<>();
    List<Pattern> named = new ArrayList<>();
    statements(Files.readString(TEMPLATE))
        .forEach(
            (sid, actions) ->
                (DENIES.containsKey(sid)
                        ? denied
                        : sid.equals("NothingOfTheseServices") ? closed : named)
                    .addAll(actions.stream().map(ActionPatterns::regex).toList()));
    List<String> wrong = new ArrayList<>();
    List<String> actions =
        Stream.concat(
                IAM.services().stream()
                    .flatMap(service -> IAM.covered(service + ":*").stream())
                    .map(KnownActions.Known::name),
                DECISIONS.all().stream()
                    .map(ActionDecision::action)
                    .filter(action -> !action.endsWith("*")))
            .distinct()
            .toList();
    for (String action : actions) {
      boolean wanted = DECISIONS.of(action).filter(ActionDecision::denied).isPresent();
      boolean passes = !matches(closed, action) || matches(named, action);
      if (wanted != matches(denied, action) || !wanted && !passes) {
        wrong.add(action);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(actions).hasSizeGreaterThan(22_000);
  }

  /// The default ceiling names actions that IAM has, and nothing that is denied by its name.
  @Test
  void theDefaultCeilingIsSound() throws IOException {
    Matcher ceiling =
        Pattern.compile("CeilingActions:\n +Type: \\w+\n +Default: \"([^\"]+)\"")
            .matcher(Files.readString(TEMPLATE));
    assertThat(ceiling.find()).isTrue();
    List<String> actions = List.of(ceiling.group(1).split(","));

    assertThat(actions).hasSizeGreaterThan(10);
    assertThat(new CeilingLint(IAM).of(actions))
        .noneMatch(finding -> finding.code().error())
        .extracting(CeilingLint.Finding::action)
        .contains("s3:*", "logs:*", "kinesis:*", "lambda:Get*");
  }

  @Test
  void ofIamAndStsNothingNewPassesTheBoundary() throws IOException {
    Map<String, List<String>> statements = statements(Files.readString(TEMPLATE));

    assertThat(statements.get("NothingOfTheseServices")).contains("iam:*", "sts:*", "signin:*");
    assertThat(statements.get("ButWhatReadsThem"))
        .contains("iam:GetRole", "iam:List*", "sts:GetAccessKeyInfo")
        .noneMatch(action -> action.endsWith("*") && !action.endsWith(":List*"));
  }

  private static boolean matches(List<Pattern> patterns, String action) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(action).matches());
  }

  /// The template with the parts between the marks written anew.
  private static String written(String text) {
    List<String> out = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      if (line.equals(END)) {
        inside = false;
      }
      if (!inside) {
        out.add(line);
      }
      if (line.startsWith(BEGIN)) {
        inside = true;
        String part = line.substring(BEGIN.length());
        Kind kind = DENIES.get(part);
        out.addAll(kind == null ? POLICIES.allows() : POLICIES.denies(part, kind));
      }
    }
    return String.join("\n", out) + "\n";
  }

  /// The actions of each written statement, by its Sid.
  private static Map<String, List<String>> statements(String template) {
    Map<String, List<String>> statements = new LinkedHashMap<>();
    Pattern.compile(
            "- Sid: (\\w+)\n +Effect: \\w+\n +Resource: \"[*]\"\n +(?:Not)?Action:\n +\\[([^]]+)]")
        .matcher(template)
        .results()
        .forEach(
            found ->
                statements.put(found.group(1), List.of(found.group(2).strip().split(",\\s+"))));
    return statements;
  }
}
