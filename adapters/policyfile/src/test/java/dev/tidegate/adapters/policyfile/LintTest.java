package dev.tidegate.adapters.policyfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.broker.PolicyParser;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.tool.Directory;
import dev.tidegate.core.policy.tool.Lint;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The smallest change of the good policy that each kind of issue takes, with its exact message.
class LintTest {
  private static final Directory NOBODY_KNOWN = new Directory(List.of(), false);

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
            "[\"xray:*\"]",
            "wide-action: the actions that are needed expected, found all of them: xray:*"),
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
            "longest: 4h",
            "longest: 48h",
            "long-duration: at most 24h expected, found 48h: access for days is seldom needed"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void an_issue_is_found_and_told(Row row) throws IOException {
    String text = BadPolicy.good().replace(row.from(), row.to());
    assertThat(text).isNotEqualTo(BadPolicy.good());

    assertThat(words(text, NOBODY_KNOWN)).anyMatch(row.issue()::equals);
  }

  @Test
  void a_good_policy_has_none() throws IOException {
    assertThat(words(BadPolicy.good(), NOBODY_KNOWN)).isEmpty();
  }

  @Test
  void a_session_policy_that_never_fits_is_an_error() throws IOException {
    StringBuilder resources = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      resources
          .append("\"arn:${partition}:dynamodb:${region}:${account}:table/a-table-with-a-name-")
          .append(i)
          .append("\", ");
    }
    String text = BadPolicy.good().replace("resources: [", "resources: [" + resources);

    assertThat(words(text, NOBODY_KNOWN))
        .singleElement()
        .asString()
        .startsWith(
            "session-too-large: a session policy of at most 2048 characters expected, found at"
                + " least 3");
  }

  @Test
  void with_a_directory_too_few_approvers_and_empty_groups_are_found() throws IOException {
    Directory directory = new Directory(List.of(person("dana", "dev", "lead")), true);

    assertThat(words(BadPolicy.good(), directory))
        .containsExactly(
            "too-few-approvers: 1 people beside dana expected in leads; nobody else can answer");
    assertThat(words(BadPolicy.good(), new Directory(List.of(person("dana", "dev")), true)))
        .containsExactly(
            "empty-group: a group with people in it expected, found lead",
            "too-few-approvers: 1 people beside dana expected in leads; nobody else can answer");
    assertThat(
            words(
                BadPolicy.good(),
                new Directory(List.of(person("dana", "dev"), person("lea", "lead")), true)))
        .isEmpty();
  }

  @Test
  void an_issue_has_a_place_in_the_file() throws IOException {
    Positions positions = Positions.of(BadPolicy.good().getBytes(StandardCharsets.UTF_8));

    assertThat(positions.of("entitlements", "read", "longest"))
        .isEqualTo(new Positions.Position(15, 5));
    assertThat(positions.of("entitlements", "read.prod", ""))
        .isEqualTo(new Positions.Position(5, 3));
    assertThat(positions.of("rules", "devs", "approvers")).isEqualTo(new Positions.Position(21, 5));
    assertThat(positions.of("rules", "nobody", "")).isEqualTo(new Positions.Position(1, 1));
  }

  private static List<String> words(String text, Directory directory) {
    Policy policy =
        ((PolicyParser.Result.Valid)
                new YamlPolicyParser().parse(text.getBytes(StandardCharsets.UTF_8)))
            .policy();
    return new Lint(directory, action -> !action.equals("dynamodb:GetItems"))
        .of(policy).stream().map(issue -> issue.code().word() + ": " + issue.message()).toList();
  }

  private static Principal person(String name, String... groups) {
    TreeSet<Group> in = new TreeSet<>();
    for (String group : Set.of(groups)) {
      in.add(new Group(group));
    }
    return new Principal(new PrincipalId("https://id", name), name, in);
  }
}
