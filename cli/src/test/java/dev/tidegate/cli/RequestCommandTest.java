package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Given;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestCommandTest {
  private static final String SHOW = "GET /v1/requests/r-" + World.ID;

  private World world;

  @BeforeEach
  void person(@TempDir Path home) {
    world = new World(home);
    world.on("POST /v1/requests", 200, Samples.pending());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void extendAsksForMoreOfTheGrantAndSaysNothingThatIsAsBefore() {
    answers(Samples.pending());

    World.Run run = world.run("extend", "r-" + World.ID, "30m", "--reason", "not done yet");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("waits for an answer");
    assertThat(JsonWriter.compact(world.sent("POST /v1/requests").getFirst()))
        .isEqualTo(
            "{\"continues\":\"g-"
                + World.ID
                + "\",\"duration\":\"30m\",\"reason\":\"not done yet\"}");
  }

  @Test
  void sendsWhatWasTypedAndNothingElse() {
    World.Run run =
        world.run(
            "request",
            "orders-table-read",
            "--param",
            "table=orders",
            "-p",
            "filter=a=b",
            "--duration",
            "45m",
            "--use",
            "incident",
            "--ticket",
            "OPS-123",
            "--reason",
            "orders fail");

    assertThat(run.code()).isZero();
    assertThat(JsonWriter.compact(world.sent("POST /v1/requests").getFirst()))
        .isEqualTo(
            "{\"entitlement\":\"orders-table-read\",\"parameters\":{\"table\":\"orders\",\"filter\":\"a=b\"},\"duration\":\"45m\",\"use\":\"incident\",\"ticket\":\"OPS-123\",\"reason\":\"orders"
                + " fail\"}");
    assertThat(world.api.asked().getFirst().headers().get("idempotency-key")).hasSize(36);
  }

  @Test
  void saysWhoMustApproveAndHow() {
    assertThat(world.run("request", "orders-table-read").out())
        .isEqualTo(
            """
            r-0123456789abcdef waits for an answer until 12:43 CET (in 43 min).
              1 of orders-leads or sre must approve, 0 given
              they answer with: tidegate approve r-0123456789abcdef
            """);
  }

  @Test
  void leavesOutWhatWasNotGiven() {
    world.run("request", "orders-table-read");

    assertThat(JsonWriter.compact(world.sent("POST /v1/requests").getFirst()))
        .isEqualTo("{\"entitlement\":\"orders-table-read\",\"parameters\":{}}");
  }

  @Test
  void aParameterGivenTwiceIsAMistake() {
    assertThat(world.run("request", "x", "-p", "a=1", "-p", "a=2").code()).isEqualTo(2);
  }

  @Test
  void submitsUnderTheKeyThatWasGiven() {
    world.run("request", "orders-table-read", "--idempotency-key", "deploy-7");

    assertThat(world.api.asked().getFirst().headers()).containsEntry("idempotency-key", "deploy-7");
  }

  @Test
  void jsonIsTheServersDocument() {
    World.Run run = world.run("request", "orders-table-read", "--json");

    assertThat(run.json()).isEqualTo(JsonReader.ANSWER.tree(Samples.pending()).orElseThrow());
    assertThat(run.err()).isEmpty();
  }

  @Test
  void waitsUntilTheAccessIsThereWithGrowingPauses() {
    answers(
        Samples.pending(),
        Samples.pending(),
        Samples.pending(),
        Samples.pending(),
        Samples.pending(),
        Samples.pending(),
        Samples.pending(),
        Samples.pending(),
        Samples.approved("Scheduled"),
        Samples.approved("Active"));

    World.Run run = world.run("request", "orders-table-read", "--wait");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("waits for an answer")
        .contains("is approved; access is being set up")
        .contains("is Active, ends 12:43 CET")
        .contains("still waiting");
    assertThat(run.out())
        .contains("tidegate exec g-0123456789abcdef -- ")
        .contains("tidegate console g-");
    assertThat(world.pauses.getFirst()).isEqualTo(Duration.ofSeconds(1));
    assertThat(world.pauses).isSorted();
    assertThat(world.pauses.getLast()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void waitingWithJsonPrintsOneDocument() {
    answers(Samples.pending(), Samples.approved("Active"));

    World.Run run = world.run("request", "orders-table-read", "--wait", "--json");

    assertThat(run.json().at("grant").flatMap(grant -> grant.text("state"))).contains("Active");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Denied", "Withdrawn", "Expired"})
  void endsWithNineWhenTheAnswerIsNo(String state) {
    answers(Samples.pending(), Samples.answered(state));

    assertThat(world.run("request", "orders-table-read", "--wait").code()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({"Ending", "Ended"})
  void endsWithNineWhenTheGrantIsOverAlready(String state) {
    answers(Samples.approved(state));

    assertThat(world.run("request", "orders-table-read", "--wait").code()).isEqualTo(9);
  }

  @Test
  void givesUpAfterTheTimeItWasGiven() {
    world.on(SHOW, 200, Samples.pending());

    World.Run run = world.run("request", "orders-table-read", "--wait", "--timeout", "2m");

    assertThat(run.code()).isEqualTo(8);
    assertThat(world.now).isEqualTo(World.NOON.plusSeconds(120));
  }

  @Test
  void waitsOnWhileTheServerCannotAnswer() {
    Deque<Given> answers = new ArrayDeque<>(List.of(Given.json(502, ""), Given.json(504, "")));
    world.on(
        SHOW,
        _ ->
            answers.isEmpty()
                ? Given.json(200, Samples.approved("Active"))
                : answers.removeFirst());

    assertThat(world.run("request", "orders-table-read", "--wait").code()).isZero();
  }

  @Test
  void explainEndsWithFourWhenThePolicySaysNo() {
    world.on(
        "POST /v1/explain",
        200,
        "{\"decision\":{\"outcome\":\"Refused\",\"policy\":\"abcdef0123456789\",\"reasons\":[{\"rule\":\"r\",\"met\":false,\"text\":\"no"
            + " ticket\"}]}}");

    World.Run run = world.run("explain", "orders-table-read");

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out())
        .isEqualTo("The policy does not allow this (policy abcdef0123).\n  NO  r: no ticket\n");
  }

  @Test
  void explainEndsWithZeroWhenItWouldBeAllowed() {
    world.on(
        "POST /v1/explain",
        200,
        "{\"decision\":{\"outcome\":\"Allowed\",\"reasons\":[]},\"until\":\"2026-03-03T12:00:00Z\",\"allows\":[\"You"
            + " may look.\"],\"warnings\":[\"nearly full\"]}");

    World.Run run = world.run("explain", "orders-table-read", "--json");

    assertThat(run.code()).isZero();
    assertThat(run.json().at("decision").flatMap(decision -> decision.text("outcome")))
        .contains("Allowed");
    assertThat(world.run("explain", "orders-table-read").out())
        .isEqualTo(
            """
            The policy allows this without an approval.
              You may look.
              Begun as soon as it may, it would end 13:00 CET (in 60 min).
              Note: nearly full
            """);
    assertThat(world.sent("POST /v1/requests")).isEmpty();
  }

  private void answers(String... bodies) {
    Deque<String> left = new ArrayDeque<>(List.of(bodies));
    world.on(SHOW, _ -> Given.json(200, left.size() > 1 ? left.removeFirst() : left.getFirst()));
  }
}
