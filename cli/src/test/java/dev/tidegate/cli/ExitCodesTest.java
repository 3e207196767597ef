package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Given;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What scripts can rely on.
final class ExitCodesTest {
  private World world;

  @BeforeEach
  void person(@TempDir Path home) {
    world = new World(home);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest(name = "{0} ends with {2}")
  @CsvSource({
    "malformed-json, 400, 2",
    "too-large, 413, 2",
    "unknown-field, 400, 2",
    "missing-field, 400, 2",
    "invalid-field, 400, 2",
    "invalid-page, 400, 2",
    "unauthenticated, 401, 3",
    "refused, 403, 4",
    "not-yours, 403, 4",
    "not-found, 404, 5",
    "wrong-state, 409, 6",
    "hash-mismatch, 409, 6",
    "key-reused, 409, 6",
    "policy-changed, 409, 6",
    "busy, 503, 7",
    "session-too-large, 422, 10",
    "policy-invalid, 422, 10",
    "unsupported-type, 415, 2",
    "account-not-prepared, 409, 10",
    "version-missing, 428, 1",
    "internal, 500, 1",
    "something-new, 409, 6",
    "something-new, 500, 1",
  })
  void eachProblemOfTheApiHasItsExitCode(String code, int status, int exit) {
    world.on("GET /v1/requests/r-" + World.ID, status, Samples.problem(code, status, ""));

    World.Run words = world.run("show", "r-" + World.ID);
    World.Run json = world.run("show", "r-" + World.ID, "--json");

    assertThat(words.code()).isEqualTo(exit);
    assertThat(words.out()).isEmpty();
    assertThat(words.err()).isEqualTo("tidegate: Title of " + code + ".\n  Detail of it.\n");
    assertThat(json.code()).isEqualTo(exit);
    assertThat(json.json().text("code")).contains(code);
    assertThat(json.err()).isEmpty();
  }

  @ParameterizedTest(name = "a gateway''s bare {0} ends with {1}")
  @CsvSource({
    "401, 3", "403, 4", "404, 5", "413, 2", "429, 7", "502, 7", "503, 7", "504, 7", "500, 1",
    "418, 1", "302, 1"
  })
  void anAnswerThatIsNoProblemDocumentIsTakenByItsStatus(int status, int exit) {
    world.on("GET /v1/requests/r-" + World.ID, status, "{\"message\":\"whatever\"}");

    assertThat(world.run("show", "r-" + World.ID).code()).isEqualTo(exit);
  }

  @Test
  void aRedirectIsNotFollowedWithTheToken() {
    try (FakeServer other = new FakeServer(_ -> Given.json(200, "{}"))) {
      world.on(
          "GET /v1/requests",
          _ -> Given.json(302, "").header("Location", other.address().toString()));

      assertThat(world.run("list").code()).isEqualTo(1);
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void everyFieldIsShownWithWhatWasExpectedAndWhatToDo() {
    world.on(
        "POST /v1/requests",
        400,
        Samples.problem(
            "invalid-field",
            400,
            ",\"errors\":[{\"field\":\"duration\",\"expected\":\"15m to 2h\",\"fix\":\"ask for 2h"
                + " or less\"},{\"field\":\"use\"}]"));

    assertThat(world.run("request", "orders-table-read").err())
        .isEqualTo(
            """
            tidegate: Title of invalid-field.
              Detail of it.
              --duration: expected 15m to 2h
                ask for 2h or less
              --use
            """);
  }

  @Test
  void messagesNameWhatWasTyped() {
    world.on(
        "POST /v1/requests",
        400,
        Samples.problem(
                "invalid-field",
                400,
                """
                ,"errors":[{"field":"duration","expected":"x","fix":"y"},{"field":"startsAt"},
                  {"field":"parameters.table","fix":"see GET /v1/entitlements"},{"field":"Idempotency-Key"},{"field":"hours"}]\
                """)
            .replace("Detail of it.", "Not as expected: duration."));
    String lines =
        "\n"
            + "  --start\n"
            + "  --param table\n"
            + "    see 'tidegate entitlements'\n"
            + "  --idempotency-key\n"
            + "  hours\n";

    assertThat(world.run("request", "x").err())
        .isEqualTo("tidegate: Title of invalid-field.\n  --duration: expected x\n    y" + lines);
    assertThat(world.run("extend", "g-" + World.ID, "30m").err())
        .isEqualTo("tidegate: Title of invalid-field.\n  TIME: expected x\n    y" + lines);
  }

  @Test
  void aConditionOfThePolicyIsCalledByItsOption() {
    world.on(
        "POST /v1/requests",
        403,
        Samples.problem(
            "refused",
            403,
            """
            ,"decision":{"outcome":"Refused","reasons":[
              {"rule":"r","condition":"duration","met":false,"text":"duration: at most 2h expected; ask for less"},
              {"rule":"r","condition":"start","met":false,"text":"start: a start at most 7h ahead expected"}]}\
            """));

    assertThat(world.run("request", "x").err())
        .contains("  NO  r: --duration: at most 2h expected; ask for less\n")
        .contains("  NO  r: --start: a start at most 7h ahead expected\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "request x -d 90, did you mean 90m?",
    "extend g-0123456789abcdef 90, did you mean 90m?",
    "request x --wait --timeout 5, did you mean 5m?",
    "aprove r-0123456789abcdef, did you mean: approve?",
    "lst, did you mean: list",
    "policy lnt file, lint",
    "list --limt 3, --limit",
  })
  void aSlipIsAnsweredWithWhatMayBeMeant(String line, String meant) {
    World.Run run = world.run(line.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(meant).contains("did you mean");
    assertThat(world.api.asked()).isEmpty();
  }

  @Test
  void aDurationWithItsUnitIsTheServersToJudge() {
    world.on("POST /v1/requests", 201, Samples.pending());

    assertThat(world.run("request", "x", "-d", "90m").code()).isZero();
    assertThat(world.run("request", "x", "-d", "nonsense").code()).isZero();
  }

  @Test
  void aRefusalOfThePolicySaysWhyAndWhoCouldApprove() {
    world.on(
        "POST /v1/requests",
        403,
        Samples.problem(
            "refused",
            403,
            """
            ,"decision":{"outcome":"Refused","reasons":[
              {"rule":"orders-dev-read","condition":"group","met":true,"text":"you are in orders-dev"},
              {"rule":"orders-dev-read","condition":"duration","met":false,"text":"4h is longer than 2h"}],
              "approvals":[{"name":"leads","groups":["orders-leads","sre"],"needed":1,"given":0}]}\
            """));

    World.Run run = world.run("request", "orders-table-read", "--duration", "4h");

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo(
            """
            tidegate: Title of refused.
              NO  orders-dev-read: 4h is longer than 2h
              ok  orders-dev-read: you are in orders-dev
              1 of orders-leads or sre could approve
            """);
  }

  @Test
  void aBusyServerIsAskedThreeTimesAndNoLongerThanItSays() {
    world.on(
        "GET /v1/requests",
        _ -> Given.json(503, Samples.problem("busy", 503, "")).header("Retry-After", "7"));

    assertThat(world.run("list").code()).isEqualTo(7);
    assertThat(world.api.asked()).hasSize(3);
    assertThat(world.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
  }

  @Test
  void aServerThatIsBusyOnceIsNotNoticed() {
    world.on(
        "GET /v1/requests",
        _ ->
            world.api.asked().size() == 1
                ? Given.json(503, "")
                : Given.json(200, "{\"items\":[]}"));

    assertThat(world.run("list").code()).isZero();
  }

  /// As API Gateway answers for a function whose version was idle for 14 days.
  @Test
  void aCallThatMayBeSentTwiceIsSentUntilTheFunctionIsAwake() {
    String revoke = "POST /v1/grants/g-0123456789abcdef/revoke";
    world.on(
        revoke,
        _ ->
            world.now.isBefore(World.NOON.plusSeconds(60))
                ? Given.json(500, "{\"message\":\"Internal Server Error\"}")
                : Given.json(200, Samples.approved("Ending")));

    World.Run run = world.run("revoke", "g-0123456789abcdef", "--reason", "it is over");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .containsOnlyOnce("The server does not answer yet (status 500). Trying again");
    assertThat(world.sent(revoke)).hasSize(6).containsOnly(world.sent(revoke).getFirst());
  }

  @Test
  void aServerThatStaysSilentIsAskedForTwoMinutes() {
    world.on("GET /v1/requests", 500, "{\"message\":\"Internal Server Error\"}");

    assertThat(world.run("list").code()).isEqualTo(1);
    assertThat(world.now).isEqualTo(World.NOON.plusSeconds(120));
    assertThat(world.api.asked()).hasSize(8);
  }

  /// Tidegate's own fault has a code: asking again would only do the same.
  @Test
  void aFaultOfTheFunctionItselfIsNotAskedAgain() {
    world.on("GET /v1/requests", 500, Samples.problem("internal", 500, ""));

    assertThat(world.run("list").code()).isEqualTo(1);
    assertThat(world.api.asked()).hasSize(1);
  }

  @Test
  void noServerIsUnreachable() {
    world.close();

    World.Run run = world.run("list");

    assertThat(run.code()).isEqualTo(7);
    assertThat(run.err()).contains("nothing answers at 127.0.0.1:");
  }

  @ParameterizedTest
  @CsvSource({
    "request",
    "show",
    "show r-0123456789abcdeF0",
    "show r-0123456789abcdel",
    "list --nonsense",
    "nonsense",
    "revoke g-0123456789abcdef",
    "request x --param table",
    "request x --param =orders",
    "request x --timeout 0m",
    "exec g-0123456789abcdef",
    "exec g-0123456789abcdef ls -- -l",
    "configure g-0123456789abcdef",
  })
  void aCommandThatIsNotWellFormedDoesNothing(String line) {
    World.Run words = world.run(line.split(" "));

    assertThat(words.code()).isEqualTo(2);
    assertThat(words.out()).isEmpty();
    assertThat(words.err()).startsWith("tidegate: ");
    assertThat(world.api.asked()).isEmpty();
  }

  @Test
  void aMistakeInTheCommandIsOneJsonDocumentToo() {
    assertThat(world.run("show", "--json").json().text("code")).contains("usage");
  }

  @Test
  void anAnswerThatIsNotJsonIsAFaultOfTheServer() {
    world.on("GET /v1/requests", 200, "<html>");

    assertThat(world.run("list").code()).isEqualTo(1);
  }

  @Test
  void theTokenIsNeverInAMessage() {
    world.on("GET /v1/requests", 500, "outside-token");
    World.Run run = world.run("list");

    assertThat(run.err() + run.out()).doesNotContain("outside-token");
  }
}
