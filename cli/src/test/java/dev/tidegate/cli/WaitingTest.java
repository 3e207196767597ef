package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Given;
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
import org.junit.jupiter.params.provider.ValueSource;

/// wait, and list waiting --watch.
final class WaitingTest {
  private static final String SHOW = "GET /v1/requests/r-" + World.ID;
  private static final String LIST = "GET /v1/requests";

  private World world;

  @BeforeEach
  void person(@TempDir Path home) {
    world = new World(home);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void waitEndsWithZeroOnceTheAccessIsThere() {
    answers(SHOW, Samples.pending(), Samples.pending(), Samples.approved("Active"));

    World.Run run = world.run("wait", "r-" + World.ID);

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("g-0123456789abcdef is Active, ends 12:43 CET (in 43 min).\n");
    assertThat(run.err())
        .isEqualTo("r-0123456789abcdef waits for an answer until 12:43 CET (in 43 min).\n");
    assertThat(world.pauses).isNotEmpty().isSorted();
  }

  @Test
  void waitReturnsAtOnceWhenThereIsNothingToWaitFor() {
    answers(SHOW, Samples.approved("Active"));

    World.Run run = world.run("wait", "g-" + World.ID, "--json");

    assertThat(run.code()).isZero();
    assertThat(run.json().at("grant").flatMap(grant -> grant.text("state"))).contains("Active");
    assertThat(world.pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Denied", "Withdrawn", "Expired"})
  void waitEndsWithNineWhenThereWillBeNone(String state) {
    answers(SHOW, Samples.pending(), Samples.answered(state));

    assertThat(world.run("wait", "r-" + World.ID).code()).isEqualTo(9);
  }

  @Test
  void waitGivesUpAfterItsTime() {
    answers(SHOW, Samples.pending());

    assertThat(world.run("wait", "r-" + World.ID, "--timeout", "2m").code()).isEqualTo(8);
    assertThat(world.now).isEqualTo(World.NOON.plusSeconds(120));
  }

  @Test
  void waitForWhatIsNotThereSaysSo() {
    world.on(SHOW, 404, Samples.problem("not-found", 404, ""));

    assertThat(world.run("wait", "r-" + World.ID).code()).isEqualTo(5);
  }

  @Test
  void watchPrintsEachOnceTellsWhatNoLongerWaitsAndAsksLessAndLessOften() {
    String other = Samples.pending().replace(World.ID, "1123456789abcdef");
    answers(
        LIST,
        items(Samples.pending()),
        items(Samples.pending()),
        items(other, Samples.pending()),
        items(other),
        items(other));
    world.interruptedAfter = 5;

    World.Run run = world.run("list", "waiting", "--watch");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            r-0123456789abcdef  answer in 43 min
              alice asks for orders-table-read table=orders in orders-prod, for 45m
              incident OPS-123: orders fail

            r-1123456789abcdef  answer in 43 min
              alice asks for orders-table-read table=orders in orders-prod, for 45m
              incident OPS-123: orders fail

            r-0123456789abcdef  no longer waits for you

            """);
    assertThat(world.pauses)
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofMillis(7500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(7500));
  }

  @Test
  void watchNeverAsksLessOftenThanEveryThirtySecondsAndGoesOnWithoutTheServer() {
    Deque<Given> answers = new ArrayDeque<>();
    for (int i = 0; i < 9; i++) {
      answers.add(Given.json(502, ""));
    }
    world.on(
        LIST,
        _ -> answers.isEmpty() ? Given.json(200, items(Samples.pending())) : answers.removeFirst());
    world.interruptedAfter = 10;

    World.Run run = world.run("list", "waiting", "--watch");

    assertThat(world.pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) <= 0);
    assertThat(run.err()).containsOnlyOnce("cannot be reached; still trying");
    assertThat(run.out()).contains("r-0123456789abcdef  answer in");
  }

  @Test
  void watchReadsEveryPage() {
    world.on(
        LIST,
        asked ->
            Given.json(
                200,
                asked.parameters().containsKey("page")
                    ? items(Samples.pending())
                    : "{\"items\":[],\"next\":\"more\"}"));
    world.interruptedAfter = 1;

    assertThat(world.run("list", "waiting", "--watch").out()).contains("r-0123456789abcdef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --watch",
        "list Active --watch",
        "list waiting --watch --json",
        "list waiting --watch --limit 3"
      })
  void watchIsForWhatWaitsAndForPeople(String line) {
    assertThat(world.run(line.split(" ")).code()).isEqualTo(2);
    assertThat(world.api.asked()).isEmpty();
  }

  private void answers(String call, String... bodies) {
    Deque<String> left = new ArrayDeque<>(List.of(bodies));
    world.on(call, _ -> Given.json(200, left.size() > 1 ? left.removeFirst() : left.getFirst()));
  }

  private static String items(String... requests) {
    return "{\"items\":[" + String.join(",", requests) + "]}";
  }
}
