package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the templates make stays within AWS's quotas with the longest names and values: a stack
/// name as long as the role names allow, an ExternalId of 1,024 characters less than IAM takes,
/// ARNs of the longest partition and region.
///
/// [AWS: IAM UG "IAM and AWS STS quotas"; Lambda DG "Lambda quotas"; CloudFormation UG "Understand
/// CloudFormation quotas"]
class TemplateSizesTest {
  private static final String BROKER = "template.yaml";
  private static final String TARGET = "infrastructure/target-account/template.yaml";
  private static final List<String> ALL =
      List.of(
          BROKER,
          TARGET,
          "infrastructure/activity-region/template.yaml",
          "infrastructure/alarms/template.yaml");
  private static final int NAME = 64;
  private static final int INLINE = 10_240;
  private static final int MANAGED = 6_144;
  private static final int TRUST = 2_048;
  private static final int ENVIRONMENT = 4_096;
  private static final int TEMPLATE = 1_000_000;

  /// For what the template does not bound: nothing that people type there is longer.
  private static final int TYPED = 128;

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}!]+)}");

  @TestFactory
  Stream<DynamicTest> everyPolicyFitsItsQuota() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : ALL) {
      Template template = Template.read(RepoRoot.path().resolve(file));
      Rendered rendered = new Rendered(template);
      template
          .ofType("AWS::IAM::Role")
          .forEach(
              (name, role) -> {
                int inline =
                    Template.list(role.getOrDefault("Policies", List.of())).stream()
                        .mapToInt(
                            policy ->
                                rendered.size(
                                    Template.map(policy).getOrDefault("PolicyDocument", Map.of())))
                        .sum();
                int trust = rendered.size(role.getOrDefault("AssumeRolePolicyDocument", Map.of()));
                tests.add(within(file, name, "inline", inline, INLINE));
                tests.add(within(file, name, "trust", trust, TRUST));
                if (role.containsKey("RoleName")) {
                  String text = rendered.text(role.get("RoleName"));
                  tests.add(within(file, name, "name", text.length(), NAME));
                }
              });
      template
          .ofType("AWS::IAM::ManagedPolicy")
          .forEach(
              (name, policy) ->
                  tests.add(
                      within(
                          file,
                          name,
                          "managed",
                          rendered.size(policy.getOrDefault("PolicyDocument", Map.of())),
                          MANAGED)));
      template
          .ofType("AWS::Serverless::Function")
          .forEach(
              (name, function) ->
                  tests.add(
                      within(
                          file, name, "environment", rendered.environment(function), ENVIRONMENT)));
    }
    assertThat(tests).hasSizeGreaterThan(50);
    return tests.stream();
  }

  private static DynamicTest within(String file, String name, String what, int size, int quota) {
    return DynamicTest.dynamicTest(
        file + " " + name + " " + what,
        () -> assertThat(size).as(what + " of " + name + " in " + file).isLessThanOrEqualTo(quota));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "template.yaml",
        "infrastructure/target-account/template.yaml",
        "infrastructure/activity-region/template.yaml",
        "infrastructure/alarms/template.yaml"
      })
  void aTemplateFitsWhatCloudFormationTakesFromABucket(String file) throws IOException {
    Template template = Template.read(RepoRoot.path().resolve(file));
    assertThat(Files.size(RepoRoot.path().resolve(file))).isLessThan(TEMPLATE);
    assertThat(template.resources()).hasSizeLessThan(500);
    assertThat(Template.map(template.root().getOrDefault("Parameters", Map.of())))
        .hasSizeLessThanOrEqualTo(200);
    assertThat(Template.map(template.root().getOrDefault("Outputs", Map.of())))
        .hasSizeLessThanOrEqualTo(200);
    assertThat(String.valueOf(template.root().get("Description")).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(1024);
  }

  @Test
  void theMeasureCountsWhatIamCounts() {
    Rendered rendered = new Rendered(new Template(Map.of("Resources", Map.of())));
    assertThat(rendered.size(Map.of("Action", "s3:Get Object")))
        .isEqualTo("{\"Action\":\"s3:Get Object\"}".length());
    assertThat(rendered.text("${AWS::AccountId}")).hasSize(12);
  }

  /// A template's values with the longest text for each reference.
  private record Rendered(Map<String, String> longest) {
    Rendered(Template template) {
      this(longest(template));
    }

    private static Map<String, String> longest(Template template) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("AWS::AccountId", "0".repeat(12));
      values.put("AWS::Partition", "aws-us-gov");
      values.put("AWS::Region", "ap-southeast-3");
      values.put("AWS::StackName", "s".repeat(stackName()));
      Template.map(template.root().getOrDefault("Parameters", Map.of()))
          .forEach((name, parameter) -> values.put(name, longest(name, Template.map(parameter))));
      values.computeIfPresent("BrokerStackName", (_, _) -> "s".repeat(stackName()));
      return values;
    }

    /// What the longest of the broker's role names leaves.
    private static int stackName() {
      return Template.read(RepoRoot.path().resolve(BROKER))
          .ofType("AWS::IAM::Role")
          .values()
          .stream()
          .map(role -> String.valueOf(role.get("RoleName")))
          .filter(name -> name.startsWith("${AWS::StackName}"))
          .mapToInt(name -> NAME - name.replace("${AWS::StackName}", "").length())
          .min()
          .orElse(NAME);
    }

    private static String longest(String name, Map<String, Object> parameter) {
      Matcher bound =
          Pattern.compile("\\{\\d+,(\\d+)}\\$")
              .matcher(String.valueOf(parameter.get("AllowedPattern")));
      int characters =
          Stream.of(parameter.get("MaxLength"), bound.find() ? bound.group(1) : null)
              .filter(java.util.Objects::nonNull)
              .mapToInt(value -> Integer.parseInt(String.valueOf(value)))
              .min()
              .orElse(TYPED);
      String pattern = String.valueOf(parameter.get("AllowedPattern"));
      return pattern.startsWith("^TidegateAccess")
          ? "TidegateAccess" + "r".repeat(characters)
          : pattern.equals("^[0-9]{12}$")
              ? "0".repeat(12)
              : name.isEmpty() ? "" : "v".repeat(characters);
    }

    /// Any attribute of a resource is taken for an ARN of 160 characters.
    String text(Object value) {
      return REFERENCE
          .matcher(String.valueOf(value))
          .replaceAll(
              match ->
                  longest.containsKey(match.group(1))
                      ? longest.getOrDefault(match.group(1), "")
                      : "a".repeat(160));
    }

    /// Characters that IAM counts of a document: white space between its parts does not.
    int size(Object document) {
      return text(Probe.json(longer(document))).length();
    }

    /// The document with the longer branch of each `!If`.
    private Object longer(Object value) {
      return switch (value) {
        case Map<?, ?> map when map.containsKey("!If") -> {
          List<Object> parts = Template.list(map.get("!If"));
          Object yes = longer(parts.get(1));
          Object no = longer(parts.get(2));
          yield text(Probe.json(yes)).length() >= text(Probe.json(no)).length() ? yes : no;
        }
        case Map<?, ?> map -> {
          Map<String, Object> chosen = new LinkedHashMap<>();
          map.forEach((key, part) -> chosen.put(String.valueOf(key), longer(part)));
          yield chosen;
        }
        case List<?> list -> list.stream().map(this::longer).toList();
        default -> value;
      };
    }

    int environment(Map<String, Object> function) {
      Object variables =
          Template.map(function.getOrDefault("Environment", Map.of()))
              .getOrDefault("Variables", Map.of());
      return Template.map(variables).entrySet().stream()
          .mapToInt(
              entry ->
                  entry.getKey().length()
                      + text(entry.getValue()).getBytes(StandardCharsets.UTF_8).length)
          .sum();
    }
  }
}
