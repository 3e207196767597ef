package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Given;
import dev.tidegate.wire.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `audit check --wait`: until the record has the sum of this very check.
final class CheckWaitTest {
  private static final String RUN = "asked-0000000000000001";
  private static final String SUM =
      "\"accounts\":\"3\",\"differences\":\"1\",\"unreachable\":\"0\",\"unchecked\":\"0\"";

  private final List<String> record = new ArrayList<>();
  private final List<String> later = new ArrayList<>();
  private World world;

  @BeforeEach
  void aServer(@TempDir Path home) {
    world = new World(home);
    world.on("POST /v1/audit/check", 202, "{\"run\":\"" + RUN + "\"}");
    world.on(
        "GET /v1/audit/events",
        _ -> {
          Given answer = Given.json(200, "{\"items\":[" + String.join(",", record) + "]}");
          if (!later.isEmpty()) {
            record.add(later.removeFirst());
          }
          return answer;
        });
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void itPrintsEachFindingOfThisCheckInWordsWhenItIsDone() {
    later.add(event("audit.asked", RUN, ""));
    later.add(event("audit.difference", "another-run", "\"sentence\":\"Not of this check.\""));
    later.add(event("audit.difference", RUN, "\"sentence\":\"Account 1: \\u001b[31mwrong.\""));
    later.add(event("audit.checked", "another-run", SUM));
    later.add(event("audit.checked", RUN, SUM));

    World.Run run = world.run("audit", "check", "--wait");

    assertThat(run.out())
        .isEqualTo(
            "Account 1: \\u{1b}[31mwrong.\n"
                + "Looked at 3 accounts: 1 findings, 0 accounts not read, 0 not looked at.\n");
    assertThat(run.code()).isEqualTo(16);
    assertThat(run.err()).contains(RUN + " is queued");
    assertThat(world.pauses).hasSize(5);
  }

  @Test
  void nothingFoundAndAnAccountSeenForTheFirstTimeAreFine() {
    record.add(
        event(
            "audit.changed",
            RUN,
            "\"before\":\"none\",\"part\":\"the account, seen for the first time\","
                + "\"sentence\":\"Account 1: it is known from now on.\""));
    record.add(event("audit.checked", RUN, SUM));

    World.Run run = world.run("audit", "check", "--wait");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Account 1: it is known from now on.\n");
    assertThat(world.pauses).isEmpty();
  }

  @Test
  void aFindingWithoutASentenceIsPrintedAsItIs() {
    record.add(event("audit.removed", RUN, "\"policy\":\"x\""));
    record.add(event("audit.checked", RUN, SUM));

    assertThat(world.run("audit", "check", "--wait").out())
        .startsWith("audit.removed {policy=x, run=" + RUN + "}\n");
  }

  @Test
  void itGivesUpAfterTheTimeAndSaysThatItIsNotDone() {
    World.Run run = world.run("audit", "check", "--wait", "--timeout", "1m");

    assertThat(run.code()).isEqualTo(8);
    assertThat(run.out()).isEqualTo("It is not done yet.\n");
    assertThat(world.pauses).hasSize(11);
  }

  @Test
  void whoMayNotReadTheRecordIsTold() {
    world.on("GET /v1/audit/events", 403, Samples.problem("not-yours", 403, ""));

    World.Run run = world.run("audit", "check", "--wait");

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("Title of not-yours.");
  }

  @Test
  void forAProgramItIsOneDocument() {
    record.add(event("audit.put-back", RUN, "\"sentence\":\"Put back.\""));
    record.add(event("audit.checked", RUN, SUM));

    Json json = world.run("audit", "check", "--wait", "--json").json();

    assertThat(json.text("run")).contains(RUN);
    assertThat(json.is("finished")).isTrue();
    assertThat(json.list("findings"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.text("type")).contains("audit.put-back");
              assertThat(one.text("sentence")).contains("Put back.");
            });
  }

  private static String event(String type, String run, String details) {
    return """
    {"subject":"audit","seq":1,"at":"2026-03-03T11:00:00Z","type":"%s",
     "actor":{"id":"tidegate|audit","label":"audit"},"details":{%s"run":"%s"},
     "prev":"%s","hash":"%s"}
    """
        .formatted(
            type, details.isEmpty() ? "" : details + ",", run, "0".repeat(64), "1".repeat(64));
  }
}
