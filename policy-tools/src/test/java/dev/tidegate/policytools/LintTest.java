package dev.tidegate.policytools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.policyfile.BadPolicy;
import dev.tidegate.adapters.policyfile.PolicyPositions;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The smallest change of the good policy that each kind of issue takes, with its exact message.
class LintTest {
  private static final KnownPeople NOBODY_KNOWN = new KnownPeople(List.of(), false);

  record Row(String from, String to, String issue) {
    @Override
    public String toString() {
      return issue;
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row(
            "[dynamodb:GetItem]",
            "[dynamodb:GetItems]",
            "unknown-action: an action of IAM expected, found dynamodb:GetItems"),
        new Row(
            "    entitlements: [read]\n",
            "    entitlements: [read]\n"
                + "    approval: none\n"
                + "  - name: no\n"
                + "    groups: [dev, ops]\n"
                + "    entitlements: [\"*\"]\n"
                + "    deny: true\n"
                + "  - name: late\n"
                + "    groups: [dev]\n"
                + "    entitlements: [read]\n",
            "denied-rule: people whom no does not deny expected; the rule gives nothing"),
        new Row(
            "    longest: 2h",
            "    accounts: {env: test}",
            "unreachable-rule: uses and account labels that one of its entitlements has expected;"
                + " it never applies"),
        new Row(
            "    approvers:",
            "    approval: none\n"
                + "  - name: later\n"
                + "    groups: [dev]\n"
                + "    entitlements: [read]\n"
                + "    longest: 1h\n"
                + "    approvers:",
            "shadowed-rule: a case that devs, which comes before, does not answer expected"),
        new Row(
            "groups:\n  all:",
            "  - name: quick\n"
                + "    groups: [dev, ops]\n"
                + "    entitlements: [read]\n"
                + "    uses: [incident]\n"
                + "    approval: none\n"
                + "groups:\n  all:",
            "undercut-approval: a place before devs expected, since it answers first and without"
                + " its approvers; or a guardrail that demands approval"),
        new Row(
            "approvers: [{name: leads, groups: [lead]}]",
            "approval: none\n"
                + "guardrails:\n"
                + "  - {name: asked, accounts: {env: prod}, approval: required}",
            "unapprovable-rule: approvers expected, here or in the guardrail asked, which demands"
                + " approval: nobody could approve read"),
        new Row(
            "approvers: [{name: leads, groups: [lead]}]",
            "breakGlass: {longest: 1h, review: {groups: [lead], within: 24h}}\n"
                + "guardrails:\n"
                + "  - {name: asked, entitlements: [read], approval: required}",
            "unapprovable-rule: breakGlass: exempt expected in the guardrail asked, which demands"
                + " approval: this rule gives nothing of read"),
        new Row(
            "approvers: [{name: leads, groups: [lead]}]",
            "approval: none\n"
                + "guardrails:\n"
                + "  - {name: asked, entitlements: [\"*\"], approvers: [{name: s, groups:"
                + " [sec]}]}",
            "overridden-rule: approvers expected: the guardrail asked has 1 of sec approve what"
                + " this rule gives at once"),
        new Row(
            "groups:\n  all:",
            "guardrails:\n  - {name: short, entitlements: [read], longest: 1h}\n"
                + "groups:\n  all:",
            "overridden-rule: at most 1h expected, which is the longest that the guardrail short"
                + " lets through, found 2h"),
        new Row(
            "groups:\n  all:",
            "guardrails:\n  - {name: idle, accounts: {env: test}, longest: 4h}\n"
                + "groups:\n  all:",
            "idle-guardrail: an entitlement in one of the accounts that are meant expected; it"
                + " guards nothing"),
        new Row(
            "groups: [lead]",
            "groups: [dev]",
            "peers-approve: approvers of another group than who asks expected; in leads colleagues"
                + " approve each other"),
        new Row(
            "rules:",
            "  other:\n"
                + "    description: Other\n"
                + "    account: prod\n"
                + "    session: {role: TidegateAccess}\n"
                + "    permissions: [{actions: [sqs:SendMessage], resources:"
                + " [\"arn:aws:sqs:::q\"]}]\n"
                + "    longest: 1h\n"
                + "rules:",
            "unused-entitlement: a rule that gives it expected; nobody can ask for it"),
        new Row(
            "[dynamodb:GetItem]",
            "[\"polly:*\"]",
            "wide-action: the actions that are needed expected, found all of them: polly:*"),
        new Row(
            "[dynamodb:GetItem]\n        resources: [",
            "[dynamodb:PutItem]\n        resources: [\"*\", ",
            "wide-resource: the resources that are meant expected for actions that change"
                + " something, found *"),
        new Row(
            "pattern: \"[a-z]+\"",
            "pattern: \".+\"",
            "wide-pattern: a pattern that some values do not match expected for table, found .+"),
        new Row(
            "[dynamodb:GetItem]\n        resources: [",
            "[dynamodb:PutItem]\n        resources: ["
                + "\"arn:${partition}:dynamodb:${region}:${account}:table/*\", ",
            "wide-resource: the resources that are meant expected for actions that change"
                + " something, found arn:${partition}:dynamodb:${region}:${account}:table/*"),
        new Row(
            "[dynamodb:GetItem]",
            "[orders:GetItem]",
            "unknown-service: a service that IAM is known to have expected, found orders:GetItem"),
        new Row(
            ":table/${table}",
            ":export/${table}",
            "unfit-resource: a resource that dynamodb:GetItem can be given on expected"
                + " (arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}), found"
                + " arn:${partition}:dynamodb:${region}:${account}:export/${table}"),
        new Row(
            "resources: [",
            "resources: [\"arn:${partition}:dynamodb:${region}:${account}:export/x\", ",
            "unfit-resource: a resource that one of the actions can be given on expected, found"
                + " arn:${partition}:dynamodb:${region}:${account}:export/x"),
        new Row(
            "\"aws:RequestedRegion\"",
            "\"dynamodb:LeadingKey\"",
            "unknown-condition-key: a condition key that dynamodb:GetItem knows expected, found"
                + " dynamodb:LeadingKey: AWS never sees a value for it there"),
        new Row(
            "[dynamodb:GetItem]",
            "[\"logs:Start*\"]",
            "what-remains: After the end, a live tail that was started with logs:StartLiveTail"
                + " goes on for up to three hours."),
        new Row(
            "longest: 2h",
            "longest: 6h",
            "longer-than-entitlement: at most 4h expected, which is the longest that its"
                + " entitlements give, found 6h"),
        new Row(
            "{role: TidegateAccess}",
            "{role: TidegateAccess, policies: [\"arn:aws:iam::aws:policy/AdministratorAccess\"]}",
            "wide-policy: a policy that allows what is needed expected, found"
                + " arn:aws:iam::aws:policy/AdministratorAccess"),
        new Row(
            "longest: 4h",
            "longest: 48h",
            "long-duration: at most 24h expected, found 48h: access for days is seldom needed"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anIssueIsFoundAndTold(Row row) throws IOException {
    String text = BadPolicy.good().replace(row.from(), row.to());
    assertThat(text).isNotEqualTo(BadPolicy.good());

    assertThat(words(text, NOBODY_KNOWN)).anyMatch(row.issue()::equals);
  }

  @Test
  void aGoodPolicyHasNone() throws IOException {
    assertThat(words(BadPolicy.good(), NOBODY_KNOWN)).isEmpty();
  }

  @Test
  void aSessionPolicyThatNeverFitsIsAnErrorAndOneThatMayNotAWarning() throws IOException {
    assertThat(words(withTables(40), NOBODY_KNOWN))
        .containsExactly(
            "session-too-large: a session policy of at most 2048 characters expected, found at"
                + " least 3311: make several entitlements of its permission, or name fewer"
                + " resources in it");
    assertThat(words(withTables(22), NOBODY_KNOWN))
        .containsExactly(
            "session-may-not-fit: a session policy of at most 2048 characters with every value of"
                + " the parameters expected, found 1997 with the shortest and 2252 with the"
                + " longest: bound their length");
    assertThat(words(withTables(8), NOBODY_KNOWN)).isEmpty();
  }

  private static String withTables(int count) throws IOException {
    StringBuilder resources = new StringBuilder();
    for (int i = 0; i < count; i++) {
      resources
          .append("\"arn:${partition}:dynamodb:${region}:${account}:table/a-table-with-a-name-")
          .append(i)
          .append("\", ");
    }
    return BadPolicy.good().replace("resources: [", "resources: [" + resources);
  }

  @Test
  void aBrokenGlassAndAnApprovalAnswerDifferentAsks() throws IOException {
    String glass =
        "  - name: glass\n"
            + "    groups: [dev]\n"
            + "    entitlements: [read]\n"
            + "    breakGlass: {longest: 30m, review: {groups: [lead], within: 24h}}\n";
    String file = BadPolicy.good().replace("groups:\n  all:", glass + "groups:\n  all:");
    String twice =
        file.replace(
            "groups:\n  all:", glass.replace("name: glass", "name: again") + "groups:\n  all:");

    assertThat(file).contains("breakGlass");
    assertThat(words(file, NOBODY_KNOWN)).isEmpty();
    assertThat(words(twice, NOBODY_KNOWN))
        .containsExactly(
            "shadowed-rule: a case that glass, which comes before, does not answer expected");
  }

  @Test
  void aGuardrailThatTakesNothingThatARuleSaysIsNoIssue() throws IOException {
    String guarded =
        BadPolicy.good()
            .replace(
                "groups:\n  all:",
                """
                  - {name: quick, groups: [dev], entitlements: [read], approval: none}
                  - {name: glass, groups: [dev], entitlements: [read], breakGlass: {longest: 30m, review: {groups: [lead], within: 24h}}}
                guardrails:
                  - {name: asked, entitlements: [read], approval: required, breakGlass: exempt}
                  - {name: short, accounts: {env: prod}, longest: 2h, mfa: required}
                groups:
                  all:\
                """);

    assertThat(words(guarded, NOBODY_KNOWN))
        .containsExactly(
            "unapprovable-rule: approvers expected, here or in the guardrail asked, which demands"
                + " approval: nobody could approve read");
    assertThat(
            words(
                guarded.replace(
                    "read], approval: none}", "read], approvers: [{name: l, groups: [lead]}]}"),
                NOBODY_KNOWN))
        .isEmpty();
  }

  @Test
  void withAListOfGroupsAnUnknownOneIsAnError() throws IOException {
    KnownPeople listed =
        new KnownPeople(
            List.of(), false, Optional.of(Set.of(new Group("dev"), new Group("leads"))));

    assertThat(words(BadPolicy.good(), listed))
        .containsExactly(
            "unknown-group: a group of the identity provider or of this file expected, found lead");
    assertThat(words(BadPolicy.good().replace("[lead]", "[leads]"), listed)).isEmpty();
  }

  @Test
  void withADirectoryTooFewApproversAndEmptyGroupsAreFound() throws IOException {
    KnownPeople directory = new KnownPeople(List.of(person("dana", "dev", "lead")), true);

    assertThat(words(BadPolicy.good(), directory))
        .containsExactly(
            "too-few-approvers: somebody beside dana expected in leads; nobody else can answer");
    assertThat(words(BadPolicy.good(), new KnownPeople(List.of(person("dana", "dev")), true)))
        .containsExactly(
            "empty-group: a group with people in it expected, found lead",
            "too-few-approvers: somebody beside dana expected in leads; nobody else can answer");
    assertThat(
            words(
                BadPolicy.good(),
                new KnownPeople(List.of(person("dana", "dev"), person("lea", "lead")), true)))
        .isEmpty();
  }

  @Test
  void aBrokenGlassThatOnlyItsBreakersCanReviewIsFound() throws IOException {
    String glass =
        BadPolicy.good()
            .replace(
                "approvers: [{name: leads, groups: [lead]}]",
                "breakGlass: {longest: 30m, review: {groups: [dev], within: 24h}}");
    String peers =
        "peers-review: reviewers of another group than who asks expected; colleagues review each"
            + " other";

    assertThat(words(glass, NOBODY_KNOWN)).containsExactly(peers);
    assertThat(words(glass, new KnownPeople(List.of(person("dana", "dev")), true)))
        .containsExactly(
            peers, "no-reviewer: somebody beside dana expected in dev; nobody else can review");
    assertThat(
            words(
                glass,
                new KnownPeople(List.of(person("dana", "dev"), person("dirk", "dev")), true)))
        .containsExactly(peers);
    assertThat(words(glass.replace("{groups: [dev]", "{groups: [lead]"), NOBODY_KNOWN)).isEmpty();
    assertThat(
            words(
                glass.replace("{groups: [dev]", "{groups: [lead]"),
                new KnownPeople(List.of(person("dana", "dev"), person("lea", "lead")), true)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dynamodb:LeadingKeys", "DynamoDB:leadingkeys", "dynamodb:tag/team", "aws:x"})
  void aConditionKeyThatTheActionKnowsIsNoIssue(String key) throws IOException {
    assertThat(words(BadPolicy.good().replace("aws:RequestedRegion", key), NOBODY_KNOWN)).isEmpty();
  }

  @Test
  void aNoteIsNeitherAnErrorNorAWarning() {
    assertThat(Lint.Code.values())
        .filteredOn(Lint.Code::note)
        .containsExactly(Lint.Code.WHAT_REMAINS)
        .noneMatch(Lint.Code::error);
  }

  @Test
  void everyIssueIsTriedHere() throws IOException {
    String tests =
        Files.readString(Path.of("src/test/java/dev/tidegate/policytools/LintTest.java"));

    assertThat(Lint.Code.values())
        .allSatisfy(code -> assertThat(tests).contains("\"" + code.word() + ": "));
  }

  @Test
  void anIssueHasAPlaceInTheFile() throws IOException {
    PolicyPositions positions =
        PolicyPositions.of(BadPolicy.good().getBytes(StandardCharsets.UTF_8));

    assertThat(positions.of("entitlements", "read", "longest"))
        .isEqualTo(new PolicyPositions.Position(15, 5));
    assertThat(positions.of("entitlements", "read.prod", ""))
        .isEqualTo(new PolicyPositions.Position(5, 3));
    assertThat(positions.of("rules", "devs", "approvers"))
        .isEqualTo(new PolicyPositions.Position(21, 5));
    assertThat(positions.of("rules", "nobody", "")).isEqualTo(new PolicyPositions.Position(1, 1));
    assertThat(positions.of("entitlements", "read", "permissions", "dynamodb:GetItem"))
        .isEqualTo(new PolicyPositions.Position(12, 19));
    assertThat(positions.of("entitlements", "read", "permissions", "sqs:SendMessage"))
        .isEqualTo(new PolicyPositions.Position(11, 5));
  }

  private static List<String> words(String text, KnownPeople directory) {
    Policy policy =
        ((PolicyParser.Result.Valid)
                new YamlPolicyParser().parse(text.getBytes(StandardCharsets.UTF_8)))
            .policy();
    return new Lint(directory, new SomeActions(), LintTest::size)
        .of(policy).stream().map(issue -> issue.code().word() + ": " + issue.message()).toList();
  }

  /// Knows everything but one action and one service, and one action in detail.
  private static final class SomeActions implements KnownActions {
    @Override
    public Answer about(String action) {
      return action.equals("dynamodb:GetItems")
          ? Answer.UNKNOWN_ACTION
          : action.startsWith("orders:") ? Answer.UNKNOWN_SERVICE : Answer.KNOWN;
    }

    @Override
    public Collection<Known> covered(String action) {
      return action.equals("dynamodb:GetItem")
          ? List.of(
              new Known(
                  action,
                  Level.READ,
                  List.of("arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}"),
                  Set.of("dynamodb:leadingkeys", "dynamodb:tag/${tagkey}")))
          : List.of();
    }
  }

  /// Whatever is written, what is named stands in it once.
  private static int size(List<Permission> permissions) {
    return 200 + permissions.toString().length();
  }

  private static Principal person(String name, String... groups) {
    TreeSet<Group> in = new TreeSet<>();
    for (String group : Set.of(groups)) {
      in.add(new Group(group));
    }
    return new Principal(new PrincipalId("https://id", name), name, in);
  }
}
