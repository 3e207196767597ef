package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that read policy files, with the worked example. No server is asked.
final class PolicyFilesTest {
  private static final Path FOLDER = Path.of("..", "docs", "examples", "company");
  private static final String POLICY = FOLDER.resolve("policy.yaml").toString();
  private static final String CASES = FOLDER.resolve("policy-tests.yaml").toString();

  private World world;
  private Path changed;

  @BeforeEach
  void person(@TempDir Path home) {
    world = new World(home);
    changed = home.resolve("changed.yaml");
  }

  @AfterEach
  void close() {
    assertThat(world.api.asked()).isEmpty();
    world.close();
  }

  /// A note is no reason to change the file, also where warnings are.
  @Test
  void lintSaysOfTheExampleWhatRemainsAndNothingElse() {
    assertThat(world.run("policy", "lint", POLICY, "--people", CASES, "--strict"))
        .isEqualTo(new World.Run(0, notes(POLICY) + "0 errors, 0 warnings, 3 notes.\n", ""));
    Json json = world.run("policy", "lint", POLICY, "--json").json();
    assertThat(json.number("notes")).contains(3L);
    assertThat(json.list("findings").getFirst().text("level")).contains("note");
  }

  @Test
  void aCeilingIsToldWhatSessionsAreDeniedOfItAndWhatRemains() {
    assertThat(world.run("policy", "ceiling", "tag:Get*,logs:Start*", "kms:Create*"))
        .isEqualTo(
            new World.Run(
                0,
                "logs:Start*: note: After the end, a live tail that was started with"
                    + " logs:StartLiveTail goes on for up to three hours. [what-remains]\n"
                    + "kms:Create*: note: Sessions are denied 2 of the 4 actions that kms:Create*"
                    + " covers, such as kms:CreateGrant, kms:CreateKey. [denied-action]\n",
                ""));
    assertThat(world.run("policy", "ceiling", "tag:Get*").out()).isEqualTo("No findings.\n");
    World.Run wrong = world.run("policy", "ceiling", "s3:GetObjekt", "s3:*Object", "--json");
    assertThat(wrong.code()).isEqualTo(10);
    assertThat(wrong.json().list("findings"))
        .extracting(one -> one.text("code").orElse(""))
        .containsExactly("unknown-action", "unknown-action");
  }

  /// What lint says of the example's hotfix.
  private static String notes(Object file) {
    String code = " stay, and run with the rights of a role that is not yours. [what-remains]\n";
    String put = "note: After the end, code or settings that were put in place with lambda:";
    return file
        + ":120:19: "
        + put
        + "UpdateFunctionCode"
        + code
        + file
        + ":120:69: "
        + put
        + "UpdateAlias"
        + code
        + file
        + ":120:89: note: After the end, a link to code or to an image that lambda:GetFunction gave"
        + " is good for up to an hour. [what-remains]\n";
  }

  @Test
  void lintNamesFileLineAndColumnAndEndsWith10ForAnError() throws IOException {
    change("dynamodb:DescribeTable", "dynamodb:DescribeTabel");

    World.Run run = world.run("policy", "lint", changed.toString());

    assertThat(run.code()).isEqualTo(10);
    assertThat(run.out())
        .isEqualTo(
            changed
                + ":62:76: error: an action of IAM expected, found dynamodb:DescribeTabel"
                + " [unknown-action]\n"
                + notes(changed)
                + "1 error, 0 warnings, 3 notes.\n");
    Json json = world.run("policy", "lint", changed.toString(), "--json").json();
    assertThat(json.number("errors")).contains(1L);
    assertThat(json.list("findings").getFirst().text("code")).contains("unknown-action");
    assertThat(json.list("findings").getFirst().number("column")).contains(76L);
  }

  /// The figures are of the document that would be sent.
  @Test
  void lintBuildsTheSessionPolicyToSayWhetherItFits() throws IOException {
    change("pattern: \"orders-[a-z-]{1,40}\"}", "pattern: \"orders-[a-z-]+\"}");
    String patterns = Files.readString(changed);
    String group =
        "\"arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${function}:*\"";
    Files.writeString(changed, patterns.replace(group, many(group, 6)));
    assertThat(world.run("policy", "lint", changed.toString()).out())
        .isEqualTo(
            changed
                + ":72:5: warning: a session policy of at most 2048 characters with every value of"
                + " the parameters expected, found 733 with the shortest and 2221 with the longest:"
                + " bound their length [session-may-not-fit]\n"
                + notes(changed)
                + "0 errors, 1 warning, 3 notes.\n");

    Files.writeString(changed, patterns.replace(group, many(group, 26)));
    assertThat(world.run("policy", "lint", changed.toString()).out())
        .startsWith(
            changed
                + ":72:5: error: a session policy of at most 2048 characters expected, found at"
                + " least 2")
        .endsWith(
            ": make several entitlements of its permission, or name fewer resources in it"
                + " [session-too-large]\n"
                + notes(changed)
                + "1 error, 0 warnings, 3 notes.\n");

    Files.writeString(changed, patterns.replace(group, many(group, 3)));
    assertThat(world.run("policy", "lint", changed.toString()).out())
        .isEqualTo(notes(changed) + "0 errors, 0 warnings, 3 notes.\n");
  }

  private static String many(String resource, int count) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append(i == 0 ? "" : ", ")
          .append(resource.replace(":*\"", "-" + (char) ('a' + i) + ":*\""));
    }
    return all.toString();
  }

  @Test
  void warningsEndWith10OnlyWhenAskedTo() throws IOException {
    change("    longest: 1h\n    uses: [incident, hotfix]", "    longest: 30h");

    assertThat(world.run("policy", "lint", changed.toString()).code()).isZero();
    assertThat(world.run("policy", "lint", changed.toString(), "--strict").code()).isEqualTo(10);
  }

  @Test
  void aBrokenFileIsShownWithEveryFindingByEveryCommand() throws IOException {
    change("longest: 8h", "longest: soon");

    for (String[] command :
        new String[][] {
          {"policy", "lint", changed.toString()},
          {"policy", "test", changed.toString(), CASES},
          {"policy", "who-can", changed.toString(), "orders-read"},
          {"policy", "diff", POLICY, changed.toString()},
          {
            "policy",
            "explain",
            changed.toString(),
            "orders-read",
            "-g",
            "x",
            "-d",
            "1h",
            "-u",
            "hotfix"
          },
        }) {
      World.Run run = world.run(command);
      assertThat(run.code()).as(command[1]).isEqualTo(10);
      assertThat(run.out().lines()).hasSize(3).allMatch(line -> line.contains(": error: "));
    }
  }

  @Test
  void theTestCommandRunsTheCasesAndShowsBothSidesOfOneThatFails() throws IOException {
    assertThat(world.run("policy", "test", POLICY, CASES))
        .isEqualTo(new World.Run(0, "19 of 19 cases passed.\n", ""));

    change("    answerWithin: 8h\n\n  - name: billing", "    mfa: required\n\n  - name: billing");
    World.Run run = world.run("policy", "test", changed.toString(), CASES);
    assertThat(run.code()).isEqualTo(10);
    assertThat(run.out())
        .startsWith(
            CASES
                + ":18:5: error: a developer reads by day with a lead's word [failed]\n"
                + "  decision: needs-approval expected, found refused\n"
                + "  rule: orders-read-by-day expected, found orders-oncall, orders-read-by-day\n"
                + "  approvers: [lead] expected, found []\n")
        .contains("    met orders-read-by-day: you are in orders-dev\n")
        .endsWith("18 of 19 cases passed.\n");
    Json json = world.run("policy", "test", changed.toString(), CASES, "--json").json();
    assertThat(json.number("failed")).contains(1L);
    assertThat(json.list("cases")).hasSize(19);
  }

  @Test
  void theTestCommandWithoutCasesIsAMistakeAndNotASuccess() throws IOException {
    Files.writeString(changed, "version: 1\ngroups: [dev]\n");

    assertThat(world.run("policy", "test", POLICY, changed.toString()).code()).isEqualTo(2);
    assertThat(world.run("policy", "test", POLICY).code()).isEqualTo(2);
  }

  @Test
  void explainSaysWhatTheSessionWillBeAbleToDoAndWhatNot() {
    World.Run run =
        world.run(
            "policy",
            "explain",
            POLICY,
            "orders-read.orders-prod",
            "--people",
            CASES,
            "--person",
            "jan",
            "--at",
            "2026-03-02T10:00:00Z",
            "-d",
            "2h",
            "-u",
            "performance",
            "-t",
            "OPS-7",
            "-p",
            "table=outbox");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out().replace("\n      ", " ").lines())
        .anyMatch(line -> line.startsWith("The policy allows this once it is approved"))
        .contains(
            "  1 of orders-leads or platform-leads must approve",
            "  You may call dynamodb:GetItem, dynamodb:BatchGetItem, dynamodb:Query and"
                + " dynamodb:DescribeTable on"
                + " arn:aws:dynamodb:eu-central-1:100000000001:table/outbox.",
            "  You may not call any other action nor reach any other resource, whatever else the"
                + " role allows.",
            "  From 2026-03-02T12:00:00Z on every call is refused.");
  }

  @Test
  void explainSaysWhyNotAndEndsWith4() {
    World.Run run =
        world.run(
            "policy",
            "explain",
            POLICY,
            "billing-export",
            "-g",
            "billing-dev",
            "--network",
            "198.51.100.9",
            "-d",
            "1h",
            "-u",
            "verification",
            "-t",
            "FIN-3",
            "-p",
            "month=2026-03");

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out())
        .contains("  NO  billing-export: ")
        .contains("203.0.113.0/24")
        .contains("  1 of billing-leads could approve");
  }

  @Test
  void explainTakesNoPersonOfNowhereAndNoValueThatThePolicyDoesNotTake() {
    String[] rest = {"-d", "1h", "-u", "verification", "-t", "FIN-3"};

    assertThat(explain(rest).code()).isEqualTo(2);
    assertThat(explain(rest, "--person", "jan").code()).isEqualTo(5);
    assertThat(explain(rest, "-g", "billing-dev").err())
        .contains("--param month: a value, since billing-export needs it expected");
    assertThat(explain(rest, "-g", "billing-dev", "-p", "month=*").code()).isEqualTo(2);
  }

  /// Clocks do not stand on whole seconds.
  @Test
  void explainWithoutATimeTakesTheClocks() {
    world.now = World.NOON.plusNanos(123_456_789);
    String[] rest = {"-d", "1h", "-u", "verification", "-t", "FIN-3"};

    World.Run run =
        explain(rest, "-g", "billing-dev", "-p", "month=2026-03", "--network", "203.0.113.9");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("From 2026-03-03T12:00:00Z on every call is refused.");
  }

  private World.Run explain(String[] rest, String... more) {
    String[] all = new String[4 + rest.length + more.length];
    System.arraycopy(new String[] {"policy", "explain", POLICY, "billing-export"}, 0, all, 0, 4);
    System.arraycopy(rest, 0, all, 4, rest.length);
    System.arraycopy(more, 0, all, 4 + rest.length, more.length);
    return world.run(all);
  }

  @Test
  void whoCanNamesPeopleAndWhoCouldApprove() {
    World.Run run =
        world.run(
            "policy",
            "who-can",
            POLICY,
            "orders-read",
            "--account",
            "orders-prod",
            "--people",
            CASES,
            "--at",
            "2026-03-24T02:30:00Z");

    assertThat(run)
        .isEqualTo(
            new World.Run(
                0,
                """
                orders-read.orders-prod in orders-prod
                  kim: without approval, at most 2h, for incident, with a ticket that matches OPS-[0-9]+
                """,
                ""));
    Json json =
        world
            .run("policy", "who-can", POLICY, "billing-export", "--people", CASES, "--json")
            .json();
    Json way = json.list("entitlements").getFirst().list("ways").getFirst();
    assertThat(way.text("who")).contains("mia");
    assertThat(way.list("approvers").getFirst().texts("people")).containsExactly("noa");
  }

  @Test
  void whoCanMeansEveryAccountOfAnEntitlementAndWithoutPeopleItsGroups() {
    World.Run run = world.run("policy", "who-can", POLICY, "orders-requeue");

    assertThat(run.out().lines())
        .contains(
            "orders-requeue.orders-prod in orders-prod",
            "orders-requeue.orders-prod-us in orders-prod-us")
        .anyMatch(line -> line.startsWith("  whoever is in orders-dev: approved by"));
    assertThat(world.run("policy", "who-can", POLICY, "orders").code()).isEqualTo(5);
  }

  @Test
  void diffSpeaksOfPeopleAndEndsWith13WhenSomethingChanges() throws IOException {
    change(
        "entitlements: [orders-sandbox]\n    approval: none",
        "entitlements: [orders-sandbox, platform-deploy-hotfix]\n    approval: none");

    assertThat(world.run("policy", "diff", POLICY, POLICY))
        .isEqualTo(new World.Run(0, "Nothing changes for anybody.\n", ""));
    World.Run run = world.run("policy", "diff", POLICY, changed.toString(), "--people", CASES);
    assertThat(run.code()).isEqualTo(13);
    assertThat(run.out())
        .isEqualTo(
            "+ 2 people gain platform-deploy-hotfix approved by 1 of security, at most 1h, for"
                + " hotfix, with a sign-in with a second factor at most 4h ago; not: all day from"
                + " 12-20 to 01-06 in Europe/Berlin (christmas-freeze): ines, jan\n");
    Json json =
        world.run("policy", "diff", changed.toString(), POLICY, "--people", CASES, "--json").json();
    assertThat(json.list("changes").getFirst().text("kind")).contains("lose");
    assertThat(json.list("changes").getFirst().texts("people")).containsExactly("ines", "jan");
  }

  private void change(String from, String to) throws IOException {
    String text = Files.readString(Path.of(POLICY));
    assertThat(text).contains(from);
    Files.writeString(changed, text.replace(from, to));
  }
}
