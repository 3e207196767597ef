package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.wire.json.JsonWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// approve, deny, withdraw, revoke.
final class AnsweringTest {
  private static final String SHOW = "GET /v1/requests/r-" + World.ID;
  private static final String APPROVE = "POST /v1/requests/r-" + World.ID + "/approve";

  private World world;

  @BeforeEach
  void person(@TempDir Path home) {
    world = new World(home);
    world.on(SHOW, 200, Samples.pending());
    world.on(APPROVE, 200, Samples.approved("Scheduled"));
    world.on("POST /v1/requests/r-" + World.ID + "/deny", 200, Samples.answered("Denied"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void showsWhatIsAskedAndSendsTheHashOfWhatWasShown() {
    world.typed.add("y");

    World.Run run = world.run("approve", "r-" + World.ID, "--comment", "go");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .isEqualTo(
            """
            r-0123456789abcdef waits for an answer until 12:43 CET (in 43 min).
              who         alice
              what        orders-table-read table=orders
              account     orders-prod
              how long    45m
              why         incident, ticket OPS-123
              reason      orders fail
              asked       11:56 CET (4 min ago)
              answer by   12:43 CET (in 43 min)
              1 of orders-leads or sre must approve, 0 given
            Approve this? [y/N] \
            """);
    assertThat(run.out()).isEqualTo("g-0123456789abcdef is approved; access is being set up.\n");
    assertThat(JsonWriter.compact(world.sent(APPROVE).getFirst()))
        .isEqualTo("{\"hash\":\"" + World.HASH + "\",\"comment\":\"go\"}");
  }

  @Test
  void showsWhatWouldBeAllowedAndUntilWhenBeforeItAsks() {
    world.on(
        SHOW,
        200,
        Samples.inWords(Samples.pending())
            .replace(
                "\"requester\"",
                "\"warnings\":[\"the policy has changed: orders-table-read now gives something else"
                    + " than what was asked for, so nobody can approve this; its requester has to"
                    + " ask again\"],\"requester\""));

    assertThat(world.run("approve", "r-" + World.ID).err())
        .startsWith(
            """
            r-0123456789abcdef waits for an answer until 12:43 CET (in 43 min).
              who         alice
              what        orders-table-read table=orders
              about       Read one table of the orders service, and the names of all others,
                          which the console lists
              account     orders-prod
              how long    45m
              until       12:45 CET (in 45 min), if approved now
              why         incident, ticket OPS-123
              reason      orders fail
              asked       11:56 CET (4 min ago)
              answer by   12:43 CET (in 43 min)
              allows      They may call dynamodb:GetItem and dynamodb:Query on
                            arn:aws:dynamodb:eu-central-1:222222222222:table/orders, if
                            aws:SecureTransport is true (Bool).
                          They may call dynamodb:ListTables on *.
              denies      They may not change IAM, nor pass or assume roles: the account's
                            boundary forbids it.
                          From 2026-03-03T11:45:00Z on every call is refused.
              1 of orders-leads or sre must approve, 0 given
            Note: the policy has changed: orders-table-read now gives something else than
                  what was asked for, so nobody can approve this; its requester has to ask
                  again
            Approve this? [y/N]\
            """);
  }

  @Test
  void anAnswerThatWasGivenIsNotAskedForAgain() {
    world.on(
        SHOW,
        200,
        Samples.approved("Active")
            .replace(
                "\"requester\"",
                "\"yourAnswer\":{\"verdict\":\"approve\",\"at\":\"2026-03-03T10:59:00Z\"},\"requester\""));

    World.Run run = world.run("approve", "r-" + World.ID);

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            You approved this already, at 11:59 CET (60 s ago); nothing was changed.
            g-0123456789abcdef is Active, ends 12:43 CET (in 43 min).
            """);
    assertThat(world.sent(APPROVE)).isEmpty();
    assertThat(world.run("deny", "r-" + World.ID).err()).contains("Deny this? [y/N]");
  }

  @Test
  void aReplayedAnswerSaysSo() {
    world.on(
        APPROVE,
        _ ->
            FakeServer.Given.json(
                    200,
                    Samples.approved("Active")
                        .replace(
                            "\"requester\"",
                            "\"yourAnswer\":{\"verdict\":\"approve\",\"at\":\"2026-03-03T10:59:00Z\"},\"requester\""))
                .header("Idempotent-Replay", "true"));

    assertThat(world.run("approve", "r-" + World.ID, "--yes").out())
        .startsWith("You approved this already, at 11:59 CET (60 s ago); nothing was changed.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "", "yesno", "approve"})
  void anythingButYesDoesNothing(String typed) {
    world.typed.add(typed);

    World.Run run = world.run("approve", "r-" + World.ID);

    assertThat(run.code()).isEqualTo(12);
    assertThat(world.sent(APPROVE)).isEmpty();
  }

  @Test
  void noInputAtAllDoesNothing() {
    assertThat(world.run("approve", "r-" + World.ID).code()).isEqualTo(12);
    assertThat(world.sent(APPROVE)).isEmpty();
  }

  @Test
  void yesSkipsTheQuestion() {
    World.Run run = world.run("approve", "r-" + World.ID, "--yes", "--json");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.json().at("grant")).isPresent();
  }

  @Test
  void takesTheGrantsIdForTheRequests() {
    assertThat(world.run("approve", "G-" + World.ID, "-y").code()).isZero();
  }

  @Test
  void denyAsksTooAndSendsTheHash() {
    world.typed.add("YES");

    World.Run run = world.run("deny", "r-" + World.ID, "-c", "use the report");

    assertThat(run.out()).isEqualTo("r-0123456789abcdef was denied.\n");
    assertThat(run.err()).contains("Deny this? [y/N]");
    assertThat(world.sent("POST /v1/requests/r-" + World.ID + "/deny").getFirst().text("hash"))
        .contains(World.HASH);
  }

  @Test
  void anApprovalOfSomethingElseIsRefused() {
    world.on(APPROVE, 409, Samples.problem("hash-mismatch", 409, ""));

    assertThat(world.run("approve", "r-" + World.ID, "-y").code()).isEqualTo(6);
  }

  @Test
  void aReasonCannotRewriteTheScreen() {
    world.on(
        SHOW,
        200,
        Samples.pending()
            .replace(
                "orders fail",
                "x\\u001b[2A\\u001b[2Kwho bob\\u202egnp\\nwhat  nothing \\u200b\\u0085"));

    World.Run run = world.run("approve", "r-" + World.ID);

    assertThat(run.err())
        .contains(
            "reason      x\\u{1b}[2A\\u{1b}[2Kwho bob\\u{202e}gnp\\n"
                + "what  nothing\n              \\u{200b}\\u{85}\n")
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void withdrawNeedsNoBody() {
    world.on("POST /v1/requests/r-" + World.ID + "/withdraw", 200, Samples.answered("Withdrawn"));

    assertThat(world.run("withdraw", "g-" + World.ID).out())
        .isEqualTo("r-0123456789abcdef was withdrawn.\n");
    assertThat(world.api.asked().getLast().body()).isEmpty();
  }

  @Test
  void revokeSendsTheReason() {
    world.on("POST /v1/grants/g-" + World.ID + "/revoke", 200, Samples.approved("Ending"));

    World.Run run = world.run("revoke", "r-" + World.ID, "--reason", "done");

    assertThat(run.out()).isEqualTo("g-0123456789abcdef is ending; access is being taken away.\n");
    assertThat(
            JsonWriter.compact(world.sent("POST /v1/grants/g-" + World.ID + "/revoke").getFirst()))
        .isEqualTo("{\"reason\":\"done\"}");
  }

  @Test
  void lookingBackSendsTheVerdictAndTheHashOfWhatWasShown() {
    String route = "POST /v1/requests/r-" + World.ID + "/after-review";
    world.on(SHOW, 200, Samples.brokenGlass("\"state\":\"overdue\""));
    world.on(
        route,
        200,
        Samples.brokenGlass(
            """
            "state":"given","verdict":"question","reviewer":{"id":"iss|sam","label":"sam"}\
            """));
    world.typed.add("y");

    World.Run run =
        world.run("after-review", "g-" + World.ID, "--question", "--comment", "which incident?");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("glass       broken; the after-review is overdue by security until 12:43 CET")
        .endsWith("Question this? [y/N] ");
    assertThat(JsonWriter.compact(world.sent(route).getFirst()))
        .isEqualTo(
            "{\"hash\":\""
                + World.HASH
                + "\",\"verdict\":\"question\",\"comment\":\"which incident?\"}");
  }

  @Test
  void lookingBackWantsOneVerdict() {
    assertThat(world.run("after-review", "r-" + World.ID, "-y").code()).isEqualTo(2);
    assertThat(world.run("after-review", "r-" + World.ID, "--accept", "--question").code())
        .isEqualTo(2);
  }
}
