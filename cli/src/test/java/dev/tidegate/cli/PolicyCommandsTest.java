package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyCommandsTest {
  private static final String YAML =
      """
      version: 1  # ünïcode\r
      accounts:
        prod: {id: "111111111111", region: eu-central-1, externalId: tide-1}
      entitlements:
        read:
          description: Read one table
          account: prod
          session: {role: TidegateAccess}
          permissions:
            - actions: [dynamodb:GetItem]
              resources: ["arn:aws:dynamodb:${region}:${account}:table/orders"]
          longest: 4h
      rules:
        - {name: devs, groups: [dev], entitlements: [read], approvers: [{name: leads, groups: [lead]}]}
      """;
  private static final String WIDER = YAML.replace("groups: [dev]", "groups: [dev, ops]");

  private World world;
  private Path file;

  @BeforeEach
  void person(@TempDir Path home) throws Exception {
    world = new World(home);
    file = Files.writeString(home.resolve("policy.yaml"), YAML);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void showPrintsTheFileByteForByte() {
    world.on("GET /v1/policy", _ -> Given.json(200, YAML).header("ETag", "\"" + World.HASH + "\""));

    assertThat(world.run("policy", "show").out()).isEqualTo(YAML);
    World.Run json = world.run("policy", "show", "--json", "--version", "abc");
    assertThat(json.json().text("policy")).contains(YAML);
    assertThat(json.json().text("hash")).contains(World.HASH);
    assertThat(world.api.lines().getLast()).isEqualTo("GET /v1/policy?version=abc");
  }

  @Test
  void pushSendsTheFileByteForByte() {
    world.on("GET /v1/policy", 404, Samples.problem("not-found", 404, ""));
    world.on("PUT /v1/policy", 200, "{\"hash\":\"abc\",\"number\":7}");

    World.Run run =
        world.run(
            "policy", "push", file.toString(), "--expect", "old", "--reason", "new team", "--yes");

    assertThat(run.out()).isEqualTo("Version 7 is in force (abc).\n");
    assertThat(run.err()).isEqualTo("There is no policy in force yet.\n");
    assertThat(world.api.asked().getLast().body()).isEqualTo(YAML);
    assertThat(world.api.lines())
        .containsExactly("GET /v1/policy", "PUT /v1/policy?reason=new%20team");
    assertThat(world.api.asked().getLast().headers())
        .containsEntry("content-type", "application/yaml")
        .containsEntry("if-match", "\"old\"");
  }

  /// Whether the first one arrived cannot be told.
  @Test
  void aPushThatTheGatewayAnsweredIsNotSentAgain() {
    world.on("GET /v1/policy", 404, Samples.problem("not-found", 404, ""));
    world.on("PUT /v1/policy", 500, "{\"message\":\"Internal Server Error\"}");

    assertThat(world.run("policy", "push", file.toString(), "--yes").code()).isEqualTo(1);
    assertThat(world.api.lines()).containsOnlyOnce("PUT /v1/policy");
  }

  @Test
  void pushShowsWhatChangesForWhomAsksAndReplacesOnlyWhatItCompared() throws Exception {
    Files.writeString(file, WIDER);
    world.on("GET /v1/policy", _ -> Given.json(200, YAML).header("ETag", "\"" + World.HASH + "\""));
    world.on("PUT /v1/policy", 200, "{\"hash\":\"abc\",\"number\":8}");

    World.Run no = world.run("policy", "push", file.toString());
    assertThat(no.code()).isEqualTo(12);
    assertThat(world.api.lines()).containsExactly("GET /v1/policy");

    world.typed.add("y");
    World.Run yes = world.run("policy", "push", file.toString());
    assertThat(yes.code()).isZero();
    assertThat(yes.err())
        .isEqualTo(
            "+ whoever is in ops gains read approved by 1 of lead, at most 4h\n"
                + "Put this policy in force? [y/N] ");
    assertThat(world.api.asked().getLast().headers())
        .containsEntry("if-match", "\"" + World.HASH + "\"");
  }

  @Test
  void pushNamesTheAccountsThatAreNotPrepared() throws Exception {
    Files.writeString(file, YAML);
    world.on("GET /v1/policy", 404, Samples.problem("not-found", 404, ""));
    world.on("PUT /v1/policy", 200, "{\"hash\":\"abc\",\"number\":8}");
    world.on("POST /v1/audit/check", 202, "{\"run\":\"asked-1\"}");
    String sum = event("audit.checked", "\"accounts\":\"2\"");
    String[] push = {"policy", "push", file.toString(), "--yes", "--check-accounts"};

    world.on("GET /v1/audit/events", 200, "{\"items\":[" + sum + "]}");
    World.Run fine = world.run(push);
    assertThat(fine.code()).isZero();
    assertThat(fine.err()).endsWith("Every account lets Tidegate in (2).\n");

    world.on(
        "GET /v1/audit/events",
        200,
        "{\"items\":["
            + event("audit.unreachable", "\"sentence\":\"Account prod: not read.\"")
            + ","
            + sum
            + "]}");
    World.Run unprepared = world.run(push);
    assertThat(unprepared.code()).isEqualTo(16);
    assertThat(unprepared.out()).isEqualTo("Version 8 is in force (abc).\n");
    assertThat(unprepared.err())
        .contains("Account prod: not read.\nDeploy infrastructure/target-account there");

    world.on("GET /v1/audit/events", 403, Samples.problem("not-yours", 403, ""));
    World.Run admin = world.run(push);
    assertThat(admin.code()).isEqualTo(4);
    assertThat(admin.err()).contains("for the security group");
  }

  private static String event(String type, String details) {
    return """
    {"subject":"audit","seq":1,"at":"2026-03-03T11:00:00Z","type":"%s",
     "actor":{"id":"tidegate|audit","label":"audit"},"details":{%s,"run":"asked-1"},
     "prev":"%s","hash":"%s"}
    """
        .formatted(type, details, "0".repeat(64), "1".repeat(64));
  }

  @Test
  void whatLintCallsAnErrorIsNotSentAndWhatItCallsAWarningIs() throws Exception {
    world.on("GET /v1/policy", 404, Samples.problem("not-found", 404, ""));
    world.on("PUT /v1/policy", 200, "{\"hash\":\"abc\",\"number\":7}");
    Files.writeString(file, YAML.replace("GetItem", "GetItems"));

    World.Run refused = world.run("policy", "push", file.toString(), "--yes");
    assertThat(refused.code()).isEqualTo(10);
    assertThat(refused.err())
        .isEqualTo(
            file
                + ":10:19: error: an action of IAM expected, found"
                + " dynamodb:GetItems [unknown-action]\n"
                + "tidegate: 1 error, 0 warnings; what was current stays current.\n");
    assertThat(world.api.asked()).isEmpty();

    Files.writeString(file, YAML.replace("longest: 4h", "longest: 48h"));
    World.Run warned = world.run("policy", "push", file.toString(), "--yes");
    assertThat(warned.code()).isZero();
    assertThat(warned.err()).contains(":12:5: warning: ").contains("[long-duration]");
  }

  @Test
  void whatTheServerFindsIsShownSoThatAnEditorCanJumpToIt() {
    world.on("GET /v1/policy", 404, Samples.problem("not-found", 404, ""));
    world.on(
        "PUT /v1/policy",
        422,
        Samples.problem(
            "policy-invalid",
            422,
            ",\"errors\":[{\"field\":\"12:5\",\"expected\":\"no such group\",\"fix\":\"name"
                + " one\"}]"));

    World.Run run = world.run("policy", "push", file.toString(), "-y");

    assertThat(run.code()).isEqualTo(10);
    assertThat(run.err())
        .endsWith(file + ":12:5: no such group; name one\ntidegate: Detail of it.\n");
  }

  @Test
  void whoMayNotReadThePolicyCannotPushIt() {
    world.on("GET /v1/policy", 403, Samples.problem("not-yours", 403, ""));

    assertThat(world.run("policy", "push", file.toString(), "-y").code()).isEqualTo(4);
    assertThat(world.api.lines()).containsExactly("GET /v1/policy");
  }

  @Test
  void aFileThatIsNotThereOrIsNoTextIsNotSent() throws Exception {
    assertThat(world.run("policy", "push", file + ".missing").code()).isEqualTo(2);
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(world.run("policy", "push", file.toString()).err())
        .contains(":1:1: error: text in UTF-8 expected from here on [file-encoding]");
    assertThat(world.api.asked()).isEmpty();
  }

  @Test
  void versionsAreATable() {
    world.on(
        "GET /v1/policy/versions",
        200,
        """
        {"items":[{"hash":"bbb","number":2,"at":"2026-03-03T10:00:00Z","actor":{"id":"i|c","label":"carol"},"current":true},
         {"hash":"aaa","number":1,"at":"2026-03-02T10:00:00Z","actor":{"id":"i|c"},"type":"policy.rolled-back","reason":"typo"}]}\
        """);

    assertThat(world.run("policy", "versions").out())
        .isEqualTo(
            """
            NO  HASH  WHEN                            WHO    WHY
            2   bbb   11:00 CET (60 min ago)          carol  current
            1   aaa   Mon 2 Mar 11:00 CET (25 h ago)  i|c    rolled back, typo
            """);
  }

  @Test
  void rollbackShowsWhatChangesAndNamesTheVersion() {
    world.on(
        "GET /v1/policy",
        asked -> Given.json(200, asked.query().isEmpty() ? WIDER : YAML).header("ETag", "\"x\""));
    world.on("POST /v1/policy/rollback", 200, "{\"hash\":\"aaa\",\"number\":3}");

    assertThat(world.run("policy", "rollback", "aaa").code()).isEqualTo(12);
    world.typed.add("yes");
    World.Run run = world.run("policy", "rollback", "aaa");

    assertThat(run.out()).isEqualTo("Version 3 is in force (aaa).\n");
    assertThat(run.err())
        .startsWith("- whoever is in ops loses read (before: approved by 1 of lead, at most 4h)\n");
    assertThat(world.sent("POST /v1/policy/rollback")).hasSize(1);
    assertThat(world.sent("POST /v1/policy/rollback").getFirst().text("hash")).contains("aaa");
    assertThat(world.api.asked().getLast().headers()).containsEntry("if-match", "\"x\"");
  }

  @Test
  void findingsOfARollbackReadAsThoseOfAPush() {
    world.on("GET /v1/policy", _ -> Given.json(200, YAML).header("ETag", "\"x\""));
    world.on(
        "POST /v1/policy/rollback",
        422,
        """
        {"code":"policy-invalid","title":"t","status":422,"detail":"1 finding; what was current stays current.",
         "errors":[{"field":"3:7","expected":"version: 1 expected, found 2","fix":"correct the file here (version)"}]}
        """);

    World.Run run = world.run("policy", "rollback", "aaa", "-y");

    assertThat(run.code()).isEqualTo(10);
    assertThat(run.err())
        .endsWith(
            """
            version aaa:3:7: version: 1 expected, found 2; correct the file here (version)
            tidegate: 1 finding; what was current stays current.
            """);
  }

  @Test
  void rollbackToWhatThereIsNotDoesNothing() {
    world.on("GET /v1/policy", 404, Samples.problem("not-found", 404, ""));

    assertThat(world.run("policy", "rollback", "aaa", "-y").code()).isEqualTo(5);
  }

  @Test
  void policyAloneIsAUsageError() {
    assertThat(world.run("policy").code()).isEqualTo(2);
    assertThat(world.run().code()).isEqualTo(2);
  }
}
