package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Asked;
import dev.tidegate.cli.FakeServer.Given;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.CheckpointLeaf;
import dev.tidegate.core.record.SampleRecord;
import dev.tidegate.core.record.SampleRecord.Line;
import dev.tidegate.core.record.SignedCheckpoint;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A record is exported over the API, and verified from the file alone.
final class AuditCommandsTest {
  private static final String PAGE = "3";

  private final SampleRecord record = new SampleRecord(20260301, 4);
  private String poisoned = "";
  private World world;
  private Path file;
  private Path key;

  @BeforeEach
  void aRecordBehindTheApi(@TempDir Path home) throws IOException {
    world = new World(home);
    file = home.resolve("record.jsonl");
    key = Files.writeString(home.resolve("key.pem"), pem(record));
    world.now = record.signedUntil().plusSeconds(600);
    world.on("GET /v1/audit/events", this::events);
    world.on("GET /v1/audit/checkpoints", this::checkpoints);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatIsExportedIsWholeAndVerifiedWithoutTheApi() {
    World.Run exported = export("--from", "2026-03-01");

    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.out()).contains(" events and 4 checkpoints from 2026-03-01T10:00:00Z to ");
    int calls = world.api.asked().size();
    World.Run verified = verify();
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out())
        .contains("Nothing was changed, removed, added or reordered")
        .contains("4 checkpoints, signed by this key")
        .contains("until " + record.signedUntil())
        .contains("Not signed yet: ");
    assertThat(world.api.asked()).hasSize(calls);
    Json json =
        world.run("audit", "verify", file.toString(), "--key", key.toString(), "--json").json();
    assertThat(json.is("whole")).isTrue();
    assertThat(json.number("checkpoints")).contains(4L);
  }

  @Test
  void aPartOfTheRecordReachesFromOneCheckpointToAnother() {
    World.Run exported = export("--from", "2026-03-01T10:06:40Z", "--to", "2026-03-01T10:11:40Z");

    assertThat(exported.out())
        .contains("2 checkpoints from 2026-03-01T10:05:00Z to 2026-03-01T10:15:00Z");
    assertThat(verify().code()).isZero();
  }

  @Test
  void everyWayOfTamperingIsFoundInTheFile() throws IOException {
    export("--from", "2026-03-01");
    List<String> lines = Files.readAllLines(file);
    int third = indexes(lines, "{\"event\"").get(2);
    String event = lines.get(third);
    String name = name(event);
    tampered(
        lines, all -> replaced(all, third, "\"reason\":\"a", "\"reason\":\"b"), "changed, " + name);
    tampered(lines, all -> replaced(all, third, "sweep-grants", "start-grant"), "changed, " + name);
    tampered(
        lines,
        all -> replaced(all, third, "{\"event\":{", "{\"event\":{\"note\":\"x\","),
        "changed, " + name);
    tampered(lines, all -> without(all, third), "removed, " + name);
    tampered(
        lines,
        all -> {
          Collections.swap(all, third, third + 1);
          return all;
        },
        "reordered, " + name);
    tampered(
        lines,
        all -> {
          all.add(third, all.get(third + 1));
          return all;
        },
        "reordered, " + name);
    int check = indexes(lines, "{\"checkpoint\"").get(1);
    tampered(
        lines, all -> replaced(all, check, "number 2", "number 9"), "checkpoint, checkpoint 9");
    tampered(
        lines,
        all -> replaced(all, check, "\"signature\":\"", "\"signature\":\"A"),
        "checkpoint, checkpoint 2");
    tampered(lines, all -> without(all, lines.size() - 1), "the file breaks off");
    tampered(lines, all -> without(all, lines.size() - 2), "counts other events");
    tampered(
        lines,
        all -> {
          all.add("{\"event\":{}}");
          return all;
        },
        "after the end");
  }

  @Test
  void anyChangedCharacterOfASignedLineIsFound() throws IOException {
    export("--from", "2026-03-01");
    List<String> lines = Files.readAllLines(file);
    int covered = indexes(lines, "{\"checkpoint\"").getLast();
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      int line = 1 + random.nextInt(covered);
      String text = lines.get(line);
      int at = random.nextInt(text.length());
      char other = text.charAt(at) == 'x' ? 'y' : 'x';
      List<String> changed = new ArrayList<>(lines);
      changed.set(line, text.substring(0, at) + other + text.substring(at + 1));
      Files.write(file, changed);
      assertThat(verify().code()).as("line " + line + ", character " + at).isEqualTo(14);
    }
    Files.write(file, lines);
    assertThat(verify().code()).isZero();
  }

  @Test
  void anotherKeyDoesNotVerifyIt() throws IOException {
    export("--from", "2026-03-01");
    Files.writeString(key, pem(new SampleRecord(1, 1)));

    World.Run run = verify();

    assertThat(run.code()).isEqualTo(14);
    assertThat(run.err()).contains("checkpoint 1: its signature is not by this key");
  }

  @Test
  void anExportThatShouldBeSignedAndIsNotIsFound() throws IOException {
    export("--from", "2026-03-01");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.removeIf(line -> line.startsWith("{\"checkpoint\""));
    lines.set(0, lines.getFirst().replace(world.now.toString(), "2026-03-02T10:00:00Z"));
    Files.write(file, lines);

    assertThat(verify().code()).isEqualTo(14);
    assertThat(verify().err()).contains("it is missing: the record should be signed until");
  }

  @Test
  void whereNothingIsOldEnoughToBeSignedThatIsSaidAndNotTakenForWhole() throws IOException {
    export("--from", "2026-02-01");
    assertThat(verify().code()).isZero();
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.removeIf(line -> line.startsWith("{\"checkpoint\""));
    Files.write(file, lines);
    assertThat(verify().err()).contains("the last line counts 4 of them, and there are 0");
    lines.set(lines.size() - 1, lines.getLast().replace("\"checkpoints\":4", "\"checkpoints\":0"));
    Files.write(file, lines);

    World.Run fresh = verify();
    assertThat(fresh.code()).isEqualTo(15);
    assertThat(fresh.err())
        .contains("Nothing in it is signed")
        .contains("the checkpoints were taken out");
    lines.removeIf(line -> line.startsWith("{\"event\""));
    lines.set(1, "{\"end\":{\"events\":0,\"checkpoints\":0}}");
    Files.write(file, lines);
    assertThat(verify().code()).isEqualTo(15);
    lines.removeLast();
    Files.write(file, lines);
    assertThat(verify().code()).isEqualTo(14);
  }

  @Test
  void aCheckIsQueuedAndItsIdIsPrinted() {
    world.on("POST /v1/audit/check", 202, "{\"run\":\"asked-0000000000000001\"}");
    assertThat(world.run("audit", "check").out()).contains("asked-0000000000000001 is queued");

    world.on("POST /v1/audit/check", 403, Samples.problem("not-yours", 403, ""));
    assertThat(world.run("audit", "check").code()).isEqualTo(4);
  }

  @Test
  void theKeyIsPrintedAsItIsUsed() throws IOException {
    world.on("GET /v1/audit/key", _ -> Given.json(200, pem(record)));
    World.Run printed = world.run("audit", "key");
    assertThat(printed.code()).as(printed.err()).isZero();
    Files.writeString(key, printed.out());
    export("--from", "2026-03-01");
    assertThat(verify().code()).isZero();
    assertThat(world.run("audit", "key", "--json").json().text("sha256").orElse("")).hasSize(64);
    world.on("GET /v1/audit/key", 403, Samples.problem("not-yours", 403, ""));
    assertThat(world.run("audit", "key").code()).isEqualTo(4);
    world.on("GET /v1/audit/key", _ -> Given.json(200, "<p>Welcome</p>"));
    assertThat(world.run("audit", "key").code()).isEqualTo(1);
  }

  @Test
  void whatIsNoExportOrNoKeyIsSaidSo() throws IOException {
    Files.writeString(file, "{}\n");
    assertThat(verify().code()).isEqualTo(11);
    assertThat(verify().err()).contains("is not an export in jsonl");
    Files.writeString(key, "nonsense");
    assertThat(verify().err()).contains("is not a public key in PEM");
    assertThat(export("--from", "yesterday").code()).isEqualTo(2);
    assertThat(export("--from", "2026-03-02", "--to", "2026-03-01").code()).isEqualTo(2);
  }

  @Test
  void aRefusalLeavesNoFile() {
    world.on("GET /v1/audit/events", 403, Samples.problem("not-yours", 403, ""));

    assertThat(export("--from", "2026-03-01").code()).isEqualTo(4);
    assertThat(file).doesNotExist();
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void csvAndOcsfHoldEveryEvent() {
    int events = indexes(exported("jsonl"), "{\"event\"").size();
    List<String> csv = exported("csv");
    assertThat(csv.getFirst()).isEqualTo("at,subject,seq,type,actor,label,details,prev,hash");
    assertThat(csv).hasSize(events + 1);
    assertThat(csv.get(1)).contains("\"{\"\"n\"\":").contains("tidegate|sweep-grants");
    List<String> ocsf = exported("ocsf");
    assertThat(ocsf).hasSize(events);
    assertThat(ocsf)
        .allSatisfy(
            line ->
                assertThat(
                        JsonReader.ANSWER
                            .tree(line)
                            .orElseThrow()
                            .at("metadata")
                            .orElseThrow()
                            .text("uid"))
                    .hasValueSatisfying(uid -> assertThat(uid).hasSize(64)));
  }

  @Test
  void whatTheLedgerCannotReadIsInEachFormAndNamedByVerify() throws IOException {
    List<String> lines = exported("jsonl");
    poisoned = name(lines.get(indexes(lines, "{\"event\"").get(2)));

    assertThat(export("--from", "2026-03-01").code()).isZero();

    assertThat(verify().code()).isEqualTo(14);
    assertThat(verify().err()).contains("changed, " + poisoned + ": it can no longer be read");
    assertThat(exported("jsonl")).hasSameSizeAs(lines);
    assertThat(exported("csv")).anyMatch(line -> line.contains(",unreadable,"));
    List<String> ocsf = exported("ocsf");
    assertThat(ocsf).filteredOn(line -> line.contains("unreadable")).hasSize(1);
    assertThat(world.run("audit", "report", "--from", "2026-03-01").out())
        .contains("Events that could not be read, and are not counted: 1.");
    poisoned = "";
    assertThat(export("--from", "2026-03-01").code()).isZero();
    assertThat(verify().code()).isZero();
  }

  @Test
  void aReviewIsAPageOrFigures() throws IOException {
    Path page = file.resolveSibling("review.html");
    World.Run html =
        world.run("audit", "report", "--from", "2026-03-01", "--output", page.toString());
    assertThat(html.code()).as(html.err()).isZero();
    assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("Access review");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
        .isEqualTo("rw-------");
    assertThat(page.getParent()).isDirectoryNotContaining("glob:**.new");
    World.Run json = world.run("audit", "report", "--from", "2026-03-01", "--format", "json");
    assertThat(json.json().text("form")).contains("tidegate report 1");
    assertThat(json.json().number("events").orElse(0L))
        .isEqualTo(indexes(exported("jsonl"), "{\"event\"").size());
    assertThat(world.run("audit", "report", "--from", "2026-03-01", "--hours", "9").code())
        .isEqualTo(2);
    world.on("GET /v1/audit/events", 403, Samples.problem("not-yours", 403, ""));
    assertThat(world.run("audit", "report", "--from", "2026-03-01").code()).isEqualTo(4);
  }

  private List<String> exported(String form) {
    World.Run run = world.run("audit", "export", "--from", "2026-03-01", "--format", form);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().lines().toList();
  }

  private void tampered(List<String> lines, UnaryOperator<List<String>> tamper, String expected)
      throws IOException {
    Files.write(file, lines);
    assertThat(verify().code()).isZero();
    Files.write(file, tamper.apply(new ArrayList<>(lines)));
    World.Run run = verify();
    assertThat(run.code()).as(run.out()).isEqualTo(14);
    assertThat(run.err()).contains(expected);
  }

  private World.Run export(String... more) {
    List<String> args = new ArrayList<>(List.of("audit", "export", "-o", file.toString()));
    args.addAll(List.of(more));
    return world.run(args.toArray(String[]::new));
  }

  private World.Run verify() {
    return world.run("audit", "verify", file.toString(), "--key", key.toString());
  }

  private static List<String> replaced(List<String> all, int line, String old, String fresh) {
    assertThat(all.get(line)).contains(old);
    all.set(line, all.get(line).replace(old, fresh));
    return all;
  }

  private static List<String> without(List<String> all, int line) {
    all.remove(line);
    return all;
  }

  private static List<Integer> indexes(List<String> lines, String start) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(start)) {
        found.add(i);
      }
    }
    return found;
  }

  private static String name(String line) {
    Json event = JsonReader.ANSWER.tree(line).flatMap(json -> json.at("event")).orElseThrow();
    return "event "
        + event.text("seq").orElseThrow()
        + " of "
        + event.text("subject").orElseThrow();
  }

  private Given events(Asked asked) {
    List<Json> found = new ArrayList<>();
    for (Line line : record.lines()) {
      if (line instanceof Line.Event(AuditEvent event) && within(asked, event.at())) {
        found.add(
            CheckpointLeaf.of(event).toString().equals(poisoned)
                ? Json.object()
                    .put("subject", event.subject())
                    .put("seq", event.seq())
                    .put("at", event.at().toString())
                    .put("unreadable", "f".repeat(64))
                    .build()
                : json(event));
      }
    }
    return page(asked, found);
  }

  private Given checkpoints(Asked asked) {
    List<Json> found = new ArrayList<>();
    for (Line line : record.lines()) {
      if (line instanceof Line.Check(SignedCheckpoint signed)) {
        Checkpoint read = Checkpoint.parse(signed.statement()).orElseThrow();
        if (read.until().isAfter(Instant.parse(asked.parameters().get("from")))
            && read.from().isBefore(Instant.parse(asked.parameters().get("to")))) {
          found.add(
              Json.object()
                  .put("statement", signed.statement())
                  .put("signature", signed.signature())
                  .put(
                      "leaves",
                      Json.strings(signed.leaves().stream().map(CheckpointLeaf::text).toList()))
                  .build());
        }
      }
    }
    return page(asked, found);
  }

  /// Pages of three, whatever is asked for, and one empty one between any two.
  private static Given page(Asked asked, List<Json> all) {
    int at = Integer.parseInt(asked.parameters().getOrDefault("page", "0"));
    int from = at / 2 * Integer.parseInt(PAGE);
    int to = Math.min(all.size(), from + Integer.parseInt(PAGE));
    Json.Builder body =
        Json.object().put("items", new Json.Arr(at % 2 == 1 ? List.of() : all.subList(from, to)));
    if (at % 2 == 0 && to < all.size()) {
      body.put("next", Integer.toString(at + 1));
    } else if (at % 2 == 1) {
      body.put("next", Integer.toString(at + 1));
    }
    return Given.json(200, JsonWriter.compact(body.build()));
  }

  private static boolean within(Asked asked, Instant at) {
    return !at.isBefore(Instant.parse(asked.parameters().get("from")))
        && at.isBefore(Instant.parse(asked.parameters().get("to")));
  }

  private static Json json(AuditEvent event) {
    Json.Builder details = Json.object();
    event.details().forEach(details::put);
    return Json.object()
        .put("subject", event.subject())
        .put("seq", event.seq())
        .put("at", event.at().toString())
        .put("type", event.type().word())
        .put(
            "actor",
            Json.object().put("id", event.actorId()).put("label", event.actorLabel()).build())
        .put("details", details.build())
        .put("prev", event.prev())
        .put("hash", event.hash())
        .build();
  }

  private static String pem(SampleRecord of) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(of.key().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
