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
  private static final String YAML = "version: 1\r\nrules: []  # ünïcode\n";

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
    world.on("PUT /v1/policy", 200, "{\"hash\":\"abc\",\"number\":7}");

    World.Run run =
        world.run("policy", "push", file.toString(), "--expect", "old", "--reason", "new team");

    assertThat(run.out()).isEqualTo("Version 7 is in force (abc).\n");
    assertThat(world.api.asked().getFirst().body()).isEqualTo(YAML);
    assertThat(world.api.lines()).containsExactly("PUT /v1/policy?reason=new%20team");
    assertThat(world.api.asked().getFirst().headers())
        .containsEntry("content-type", "application/yaml")
        .containsEntry("if-match", "\"old\"");
  }

  @Test
  void findingsAreShownSoThatAnEditorCanJumpToThem() {
    world.on(
        "PUT /v1/policy",
        422,
        Samples.problem(
            "policy-invalid",
            422,
            ",\"errors\":[{\"field\":\"12:5\",\"expected\":\"no such group\",\"fix\":\"name"
                + " one\"}]"));

    World.Run run = world.run("policy", "push", file.toString());

    assertThat(run.code()).isEqualTo(10);
    assertThat(run.err())
        .isEqualTo(file + ":12:5: no such group; name one\ntidegate: Detail of it.\n");
  }

  @Test
  void aFileThatIsNotThereOrIsNoTextIsNotSent() throws Exception {
    assertThat(world.run("policy", "push", file + ".missing").code()).isEqualTo(2);
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(world.run("policy", "push", file.toString()).err()).contains("not UTF-8");
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
  void rollbackNamesTheVersion() {
    world.on("POST /v1/policy/rollback", 200, "{\"hash\":\"aaa\",\"number\":3}");

    assertThat(world.run("policy", "rollback", "aaa").out())
        .isEqualTo("Version 3 is in force (aaa).\n");
    assertThat(world.sent("POST /v1/policy/rollback").getFirst().text("hash")).contains("aaa");
  }

  @Test
  void policyAloneIsAUsageError() {
    assertThat(world.run("policy").code()).isEqualTo(2);
    assertThat(world.run().code()).isEqualTo(2);
  }
}
