package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Given;
import dev.tidegate.wire.json.JsonWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// list, show, entitlements.
final class LookingTest {
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
  void listIsATableForAPerson() {
    world.on(
        "GET /v1/requests",
        200,
        "{\"items\":["
            + Samples.pending()
            + ","
            + Samples.approved("Active")
            + ","
            + Samples.answered("Denied")
            + "],\"next\":\"tok\"}");

    World.Run run = world.run("list");

    assertThat(run.out())
        .isEqualTo(
            """
            ID                  STATE    WHAT                            WHEN
            r-0123456789abcdef  Pending  orders-table-read table=orders  answer in 43 min
            r-0123456789abcdef  Active   orders-table-read table=orders  ends in 43 min
            r-0123456789abcdef  Denied   orders-table-read table=orders  asked 4 min ago
            More: tidegate list mine --page tok
            """);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(world.api.lines()).containsExactly("GET /v1/requests?list=mine");
  }

  @Test
  void aListOfOthersSaysWhoHasWhatAndUntilWhen() {
    world.on("GET /v1/requests", 200, "{\"items\":[" + Samples.approved("Active") + "]}");

    assertThat(world.run("list", "Active").out())
        .isEqualTo(
            """
            r-0123456789abcdef  Active, ends in 43 min
              alice asks for orders-table-read table=orders in orders-prod, for 45m
              incident OPS-123: orders fail

            """);
    world.on("GET /v1/requests", 200, "{\"items\":[]}");
    assertThat(world.run("list", "Active").out()).isEqualTo("None.\n");
  }

  @Test
  void whatWaitsSaysWhoWantsWhatAndWhyAndWhatIsOwed() {
    world.on(
        "GET /v1/requests",
        200,
        "{\"items\":["
            + Samples.inWords(Samples.pending())
            + ","
            + Samples.brokenGlass("\"state\":\"awaited\"")
                .replace("\"requester\"", "\"owed\":\"after-review\",\"requester\"")
            + "],\"next\":\"tok\"}");

    assertThat(world.run("list", "waiting").out())
        .isEqualTo(
            """
            r-0123456789abcdef  answer in 43 min
              alice asks for orders-table-read table=orders in orders-prod, for 45m
              incident OPS-123: orders fail
              (Read one table of the orders service, and the names of all others, which the
                console lists)

            r-0123456789abcdef  after-review in 43 min
              alice broke the glass for orders-table-read table=orders in orders-prod, for
                45m
              incident OPS-123: orders fail

            tidegate show ID says what each would allow; approve and deny show it, too.
            More: tidegate list waiting --page tok
            """);
  }

  @Test
  void whatWasAnsweredSaysHowAndWhatBecameOfIt() {
    world.on(
        "GET /v1/requests",
        200,
        "{\"items\":["
            + Samples.approved("Active")
                .replace(
                    "\"requester\"",
                    "\"yourAnswer\":{\"verdict\":\"approve\",\"at\":\"2026-03-03T10:57:00Z\"},\"requester\"")
            + "]}");

    assertThat(world.run("list", "answered").out())
        .startsWith(
            """
            r-0123456789abcdef  you: approve 3 min ago; now Active
              alice asks for orders-table-read table=orders in orders-prod, for 45m
            """);
    world.on("GET /v1/requests", 200, "{\"items\":[]}");
    assertThat(world.run("list", "answered").out()).isEqualTo("You have answered nothing yet.\n");
  }

  @Test
  void activityIsTheNumbersWhatWasNotUsedAndTheTimeline() {
    world.on(
        "GET /v1/grants/g-0123456789abcdef/activity",
        200,
        """
        {"grantId":"g-0123456789abcdef","requestId":"r-0123456789abcdef",
         "summary":{"records":3,"exact":true,"sessionsMade":1,"used":2,"refused":1,
          "kinds":[{"kind":"call","times":1},{"kind":"by-service","times":1}],
          "actions":[{"action":"dynamodb:DescribeTable","done":1,"refused":1,"failed":0}],
          "otherActions":0,"resources":[{"resource":"tableName:orders","times":2}],
          "otherResources":0,"findings":[{"finding":"activity.after-end refused","times":1}]},
         "usage":{"used":[],"notSeen":["dynamodb:Query"],"unknown":["dynamodb:GetItem"],
          "further":["dynamodb:DescribeTable"]},
         "timeline":[{"at":"2026-11-23T12:00:00Z","kind":"call","action":"dynamodb:DescribeTable",
          "answer":"done","resources":["tableName:orders"],"region":"eu-central-1",
          "origin":"203.0.113.9","userAgent":"aws-cli","event":"e-1"}]}
        """);

    World.Run run = world.run("activity", "r-0123456789abcdef");

    assertThat(run.out())
        .contains("g-0123456789abcdef: 2 calls, 1 refused, 1 sessions.")
        .contains("finding: activity.after-end refused, 1 times")
        .contains("ACTION                  DONE  REFUSED  FAILED")
        .contains("dynamodb:DescribeTable  1     1        0")
        .contains("of these 1 by AWS services on the session's behalf.")
        .contains("given, and not seen to be used: dynamodb:Query")
        .contains(
            "unknown whether used (recorded only where a trail logs data events): dynamodb:GetItem")
        .contains("dynamodb:DescribeTable  done    tableName:orders  203.0.113.9");
    assertThat(world.run("activity", "g-0123456789abcdef", "--json").json().text("grantId"))
        .contains("g-0123456789abcdef");
  }

  @Test
  void activityOfAGrantOfWhichNothingWasSeenSaysSo() {
    world.on(
        "GET /v1/grants/g-0123456789abcdef/activity",
        200,
        "{\"grantId\":\"g-0123456789abcdef\",\"summary\":{\"records\":0},"
            + "\"usage\":{\"notSeen\":[\"dynamodb:Query\"]},\"timeline\":[]}");

    assertThat(world.run("activity", "g-0123456789abcdef").out())
        .isEqualTo(
            """
            Nothing was seen of g-0123456789abcdef yet.
            given, and not seen to be used: dynamodb:Query
            """);
  }

  @Test
  void listAllFollowsEveryPageAndIsOneDocument() {
    world.on(
        "GET /v1/requests",
        asked ->
            Given.json(
                200,
                switch (asked.parameters().getOrDefault("page", "")) {
                  case "" -> "{\"items\":[{\"id\":\"1\"}],\"next\":\"p 2\"}";
                  case "p 2" -> "{\"items\":[{\"id\":\"2\"}],\"next\":\"p3\"}";
                  default -> "{\"items\":[{\"id\":\"3\"}]}";
                }));

    World.Run run = world.run("list", "--all", "--limit", "1", "--json");

    assertThat(JsonWriter.compact(run.json()))
        .isEqualTo("{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"},{\"id\":\"3\"}]}");
    assertThat(world.api.asked().get(1).parameters())
        .isEqualTo(Map.of("list", "mine", "limit", "1", "page", "p 2"));
  }

  @Test
  void aListWithMorePagesSaysSoInJsonToo() {
    world.on("GET /v1/requests", 200, "{\"items\":[],\"next\":\"tok\"}");

    assertThat(world.run("list", "--json").json().text("next")).contains("tok");
  }

  @Test
  void anEmptyPageBeforeTheLastIsNotTakenForTheEnd() {
    world.on(
        "GET /v1/requests",
        asked ->
            Given.json(
                200,
                asked.parameters().containsKey("page")
                    ? "{\"items\":[" + Samples.pending() + "]}"
                    : "{\"items\":[],\"next\":\"tok\"}"));

    assertThat(world.run("list", "waiting").out()).contains("r-0123456789abcdef");
  }

  @Test
  void showReadsOnUntilTheLastEvent() {
    world.on(
        "GET /v1/requests/r-" + World.ID,
        asked ->
            Given.json(
                200,
                asked.parameters().containsKey("page")
                    ? "{\"id\":\"r-1\",\"state\":\"Active\",\"events\":[{\"seq\":2}]}"
                    : "{\"id\":\"r-1\",\"state\":\"Pending\",\"events\":[{\"seq\":1}],\"next\":\"tok\"}"));

    assertThat(JsonWriter.compact(world.run("show", "r-" + World.ID, "--json").json()))
        .isEqualTo("{\"id\":\"r-1\",\"state\":\"Active\",\"events\":[{\"seq\":1},{\"seq\":2}]}");
  }

  @Test
  void anEmptyListIsASentence() {
    world.on("GET /v1/requests", 200, "{\"items\":[]}");

    assertThat(world.run("list").out()).isEqualTo("You have asked for nothing yet.\n");
    assertThat(world.run("list", "waiting").out()).isEqualTo("Nothing waits for your answer.\n");
  }

  @Test
  void showTellsTheWholeStory() {
    world.on("GET /v1/requests/r-" + World.ID, 200, Samples.approved("Active"));

    assertThat(world.run("show", "g-" + World.ID).out())
        .isEqualTo(
            """
            g-0123456789abcdef is Active, ends 12:43 CET (in 43 min).

              who         alice
              what        orders-table-read table=orders
              account     orders-prod
              how long    45m
              why         incident, ticket OPS-123
              reason      orders fail
              asked       11:56 CET (4 min ago)
              request     r-0123456789abcdef  Approved

            The policy allows this once it is approved (policy ffffffffff).
              ok  orders-dev-read: you are in orders-dev
              1 of orders-leads or sre must approve, 1 given

            bob approved at 11:59 CET (60 s ago): go

              grant       g-0123456789abcdef  Active
              starts      12:00 CET (now)
              ends        12:43 CET (in 43 min)
              sessions    1 issued

            events since 11:56 CET
              11:56:00  request.submitted     alice  rule=orders-dev-read
            """);
  }

  @Test
  void showSaysWhyAGrantEnded() {
    world.on(
        "GET /v1/requests/r-" + World.ID,
        200,
        Samples.approved("Ended")
            .replace(
                "\"sessions\":1",
                "\"endedAt\":\"2026-03-03T10:59:00Z\",\"ending\":{\"why\":\"revoked\",\"by\":{\"id\":\"iss|bob\",\"label\":\"bob\"},\"reason\":\"laptop"
                    + " lost\",\"at\":\"2026-03-03T10:58:00Z\"},\"sessions\":2"));

    assertThat(world.run("show", "r-" + World.ID).out())
        .startsWith("g-0123456789abcdef has Ended 11:59 CET (60 s ago).\n")
        .contains("  because     revoked by bob at 11:58 CET: laptop lost\n");
  }

  @Test
  void showLeavesOutWhatTheServerLeavesOut() {
    world.on(
        "GET /v1/requests/r-" + World.ID,
        200,
        "{\"id\":\"r-0123456789abcdef\",\"state\":\"Newer\",\"more\":null}");

    assertThat(world.run("show", "r-" + World.ID).out())
        .startsWith("r-0123456789abcdef is Newer.\n");
  }

  @Test
  void entitlementsMarkWhatADenyTakesAway() {
    world.on(
        "GET /v1/entitlements",
        200,
        """
        {"items":[{"entitlement":"orders-table-read","account":"orders-prod","description":"Read.","kind":"session",
          "parameters":[],"rules":[],"denied":[{"rule":"contractors-never"},
            {"rule":"freeze","conditions":[{"condition":"use","expected":"one of hotfix"},{"condition":"hours","expected":"08:00 to 18:00"}]}]}]}\
        """);

    assertThat(world.run("entitlements").out())
        .isEqualTo(
            """
            orders-table-read in orders-prod
              Read.
              DENIED by contractors-never: always
              DENIED by freeze: when --use is one of hotfix, and hours is 08:00 to 18:00
            """);
  }

  @Test
  void entitlementsSayWhatMayBeAskedForAndHow() {
    world.on(
        "GET /v1/entitlements",
        200,
        """
        {"items":[{"entitlement":"orders-table-read","account":"orders-prod","description":"Read one table.","kind":"session",
          "parameters":[{"name":"table","expected":"orders|archive","preset":"orders","description":"Which one."}],
          "rules":[{"rule":"orders-dev-read","longest":"2h","uses":["incident","hotfix"],"ticket":"OPS-[0-9]+",
            "approvals":[{"name":"leads","groups":["orders-leads"],"needed":1}]}]}]}\
        """);

    assertThat(world.run("entitlements").out())
        .isEqualTo(
            """
            orders-table-read in orders-prod
              Read one table.
              --param table=orders|archive (else orders)  Which one.
              orders-dev-read: up to 2h, for incident or hotfix, ticket like OPS-[0-9]+
                1 of orders-leads must approve
            """);
  }
}
