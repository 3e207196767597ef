package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Asked;
import dev.tidegate.cli.FakeServer.Given;
import dev.tidegate.core.golden.GoldenFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What programs read of the command line: exports in each form, reports, and `--json`; and what it
/// sends.
final class GoldenOutputTest {
  private static final String POLICY = "../docs/examples/company/policy.yaml";
  private static final String CASES = "../docs/examples/company/policy-tests.yaml";
  private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]+)\",\"type\"");
  private static final Pattern COVERED = Pattern.compile("from (\\S+?)\\\\nuntil (\\S+?)\\\\n");

  private World world;
  private Path home;

  @BeforeEach
  void person(@TempDir Path folder) {
    home = folder;
    world = new World(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void exportsAndReportsAreAsTheyWere() throws IOException {
    List<String> lines = record();
    world.now = Instant.parse("2026-03-01T10:26:00Z");
    world.on("GET /v1/audit/events", asked -> page(lines, "event", at -> within(asked, at)));
    world.on(
        "GET /v1/audit/checkpoints", asked -> page(lines, "checkpoint", at -> covers(asked, at)));

    GoldenFolder golden = new GoldenFolder("exports");
    for (String form : List.of("jsonl", "csv", "ocsf")) {
      golden.add(
          form + ".txt", form, out("audit", "export", "--from", "2026-03-01", "--format", form));
    }
    golden.add(
        "report.txt", "json", out("audit", "report", "--from", "2026-03-01", "--format", "json"));
    Path file = Files.writeString(home.resolve("record.jsonl"), String.join("\n", lines) + "\n");
    Path key = Files.writeString(home.resolve("key.pem"), resource("record.pem"));
    golden.add(
        "verified.txt",
        "json",
        out("audit", "verify", file.toString(), "--key", key.toString(), "--json"));
    golden.check();
  }

  @Test
  void whatIsSaidInJsonIsAsItWas() throws IOException {
    GoldenFolder golden = new GoldenFolder("json");
    world.on("GET /v1/requests/r-" + World.ID, 200, Samples.approved("Active"));
    world.on(
        "GET /v1/requests",
        200,
        "{\"items\":["
            + Samples.inWords(Samples.pending())
            + ","
            + Samples.answered("Denied")
            + "],\"next\":\"tok\"}");
    world.on(
        "GET /v1/entitlements",
        200,
        "{\"items\":[{\"entitlement\":\"x\",\"n\":1.50e3,\"z\":null,\"t\":\"\\u00e9\\u2028/\\/\"}]}");
    world.on("POST /v1/grants/g-" + World.ID + "/credentials", 200, Samples.CREDENTIALS);
    golden.add("api.txt", "show", out("show", "r-" + World.ID, "--json"));
    golden.add("api.txt", "list", out("list", "--json"));
    golden.add("api.txt", "entitlements", out("entitlements", "--json"));
    golden.add("api.txt", "credentials", out("credentials", "g-" + World.ID));
    golden.add("api.txt", "a problem", world.run("show", "r-0000000000000000", "--json").out());
    policies(golden);
    golden.check();
  }

  @Test
  void whatIsSentIsAsItWas() {
    GoldenFolder golden = new GoldenFolder("sent");
    world.on("POST /v1/requests", 201, Samples.pending());
    world.on("POST /v1/explain", 200, "{\"decision\":{\"outcome\":\"Refused\"}}");
    world.on("GET /v1/requests/r-" + World.ID, 200, Samples.inWords(Samples.pending()));
    world.on("POST /v1/requests/r-" + World.ID + "/approve", 200, Samples.approved("Scheduled"));
    world.on("POST /v1/requests/r-" + World.ID + "/deny", 200, Samples.answered("Denied"));
    world.on("POST /v1/requests/r-" + World.ID + "/withdraw", 200, Samples.answered("Withdrawn"));
    world.on("POST /v1/grants/g-" + World.ID + "/revoke", 200, Samples.approved("Ending"));
    world.run(
        "request",
        "orders-table-read",
        "-p",
        "table=\u00f6 \"x\"",
        "-d",
        "45m",
        "-u",
        "incident",
        "-t",
        "OPS-1",
        "-r",
        "a \"b\" \u2192 \ud83d\ude80");
    world.run("explain", "orders-table-read", "-p", "table=orders", "-d", "45m");
    world.run("extend", "g-" + World.ID, "30m", "--reason", "more");
    world.run("approve", "r-" + World.ID, "--yes", "--comment", "go");
    world.run("deny", "r-" + World.ID, "--yes", "--comment", "no");
    world.run("withdraw", "r-" + World.ID);
    world.run("revoke", "g-" + World.ID, "--reason", "laptop lost");
    for (Asked asked : world.api.asked()) {
      golden.add("calls.txt", asked.line(), asked.body());
    }
    golden.check();
  }

  private void policies(GoldenFolder golden) throws IOException {
    String policy = Files.readString(Path.of(POLICY));
    Path changed = home.resolve("changed.yaml");
    Files.writeString(changed, policy.replace("longest: 8h", "longest: 7h"));
    golden.add("policy.txt", "lint", out("policy", "lint", POLICY, "--json"));
    golden.add("policy.txt", "test", out("policy", "test", POLICY, CASES, "--json"));
    golden.add(
        "policy.txt",
        "who-can",
        out("policy", "who-can", POLICY, "billing-export", "--people", CASES, "--json"));
    golden.add(
        "policy.txt",
        "diff",
        world.run("policy", "diff", POLICY, changed.toString(), "--people", CASES, "--json").out());
    golden.add(
        "policy.txt",
        "explain, needs approval",
        out(
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
            "table=outbox",
            "--json"));
    golden.add(
        "policy.txt",
        "explain, refused",
        world
            .run(
                "policy",
                "explain",
                POLICY,
                "billing-export",
                "-g",
                "orders-dev",
                "--at",
                "2026-03-02T10:00:00Z",
                "--json")
            .out());
    golden.add(
        "policy.txt",
        "ceiling",
        world.run("policy", "ceiling", "tag:Get*", "kms:Create*", "--json").out());
  }

  private String out(String... args) {
    World.Run run = world.run(args);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private static Given page(List<String> lines, String kind, Predicate<String> wanted) {
    String start = "{\"" + kind + "\":";
    List<String> items = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(start) && wanted.test(line)) {
        items.add(line.substring(start.length(), line.length() - 1));
      }
    }
    return Given.json(200, "{\"items\":[" + String.join(",", items) + "]}");
  }

  private static boolean within(Asked asked, String line) {
    return AT.matcher(line)
        .results()
        .allMatch(at -> before(asked, "from", at.group(1)) && !before(asked, "to", at.group(1)));
  }

  private static boolean covers(Asked asked, String line) {
    return COVERED
        .matcher(line)
        .results()
        .allMatch(
            at ->
                !before(asked, "to", at.group(1))
                    && !at.group(2).equals(asked.parameters().get("from"))
                    && before(asked, "from", at.group(2)));
  }

  /// Instants of one length: the order of the text is the order of time.
  private static boolean before(Asked asked, String parameter, String at) {
    return asked.parameters().getOrDefault(parameter, "").compareTo(at) <= 0;
  }

  private static List<String> record() throws IOException {
    return resource("record.jsonl").lines().toList();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = GoldenOutputTest.class.getResourceAsStream("/export/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
