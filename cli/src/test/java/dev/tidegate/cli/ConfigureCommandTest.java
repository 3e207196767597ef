package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigureCommandTest {
  private static final String OURS =
      "[profile prod-orders]\n# written by tidegate configure\n"
          + "credential_process = /opt/tidegate/bin/tidegate credentials g-0123456789abcdef\n";

  private World world;
  private Path config;

  @BeforeEach
  void person(@TempDir Path home) {
    world = new World(home);
    config = home.resolve(".aws/config");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void writesAProfileWhereThereWasNoFile() throws Exception {
    World.Run run = configure();

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Profile prod-orders is in " + config);
    assertThat(config).hasContent(OURS);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
        .isEqualTo("rw-------");
    assertThat(world.api.asked()).isEmpty();
  }

  @Test
  void asksForTheSameTwiceAndChangesNothing() throws Exception {
    configure("--region", "eu-central-1");
    byte[] once = Files.readAllBytes(config);

    assertThat(configure("--region", "eu-central-1", "--json").json().is("changed")).isFalse();
    assertThat(Files.readAllBytes(config)).isEqualTo(once);
  }

  @Test
  void keepsEverythingElseByteForByte() throws Exception {
    byte[] before =
        ("# c\u00f6mment in latin-1\r\n"
                + "[default]\r\n"
                + "region=eu-west-1\r\n\r\n"
                + "[profile a]\r\n"
                + "s3 =\r\n"
                + "  max = 1\r\n"
                + "[sso-session x]\r\n"
                + "no end of line")
            .getBytes(StandardCharsets.ISO_8859_1);
    write(before);

    assertThat(configure().code()).isZero();

    byte[] after = Files.readAllBytes(config);
    assertThat(after).startsWith(before);
    assertThat(new String(after, StandardCharsets.ISO_8859_1).substring(before.length))
        .isEqualTo("\r\n\r\n" + OURS.replace("\n", "\r\n"));
  }

  @Test
  void anotherGrantReplacesTheOldOneAndKeepsWhatWasAdded() throws Exception {
    write(
        ("[profile a]\nregion = a\n\n"
                + OURS
                + "region = eu-west-1\noutput = json\n\n[profile z]\ncredential_process = z\n")
            .getBytes(StandardCharsets.US_ASCII));

    World.Run run = world.run("configure", "--profile", "prod-orders", "g-zzzzzzzzzzzzzzzz");

    assertThat(run.code()).isZero();
    assertThat(config)
        .hasContent(
            "[profile a]\nregion = a\n\n"
                + OURS.replace("0123456789abcdef", "zzzzzzzzzzzzzzzz")
                + "region = eu-west-1\noutput = json\n\n[profile z]\ncredential_process = z\n");
  }

  @Test
  void aNewRegionReplacesTheOldOne() throws Exception {
    configure("--region", "eu-west-1");
    configure("--region", "eu-central-1");

    assertThat(config).hasContent(OURS + "region = eu-central-1\n");
  }

  @Test
  void aProfileThatIsNotOursIsLeftAlone() throws Exception {
    for (String theirs :
        new String[] {
          "[profile prod-orders]\nrole_arn = x\n",
          "[profile  \"prod-orders\" ] ; mine\n"
              + "credential_process = tidegate credentials g-0123456789abcdef\n",
          "[ profile prod-orders ]\n",
          OURS + OURS,
        }) {
      write(theirs.getBytes(StandardCharsets.US_ASCII));

      World.Run run = configure();

      assertThat(run.code()).isEqualTo(11);
      assertThat(Files.readString(config)).isEqualTo(theirs);
    }
  }

  @Test
  void aProfileWithASimilarNameIsNoHindrance() throws Exception {
    write("[profile prod-orders-2]\nx = 1\n[profile prod]\n".getBytes(StandardCharsets.US_ASCII));

    assertThat(configure().code()).isZero();
  }

  @Test
  void keysInTheCredentialsFileWouldWinSoItRefuses() throws Exception {
    Files.createDirectories(config.getParent());
    Files.writeString(
        world.home.resolve(".aws/credentials"), "[prod-orders]\naws_access_key_id = x\n");

    World.Run run = configure();

    assertThat(run.code()).isEqualTo(11);
    assertThat(run.err()).contains("has keys of its own");
    assertThat(config).doesNotExist();
  }

  @Test
  void followsTheEnvironmentAndKeepsALinkAndPermissions() throws Exception {
    Path real = Files.writeString(world.home.resolve("dotfiles-config"), "[default]\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r--r--"));
    Path link = Files.createSymbolicLink(world.home.resolve("aws-config"), real);
    world.environment.put("AWS_CONFIG_FILE", link.toString());

    assertThat(configure().code()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(real)).isEqualTo("[default]\n\n" + OURS);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r--r--");
    assertThat(config).doesNotExist();
  }

  @Test
  void carriesWhatTheCommandNeedsToFindItsSettings() throws Exception {
    world.environment.put("TIDEGATE_HOME", "/srv/a b/tide");
    world.launcher = Optional.of(Path.of("/opt/my tools/tidegate"));

    world.run("configure", "--profile", "default", "--config-profile", "work", "r-" + World.ID);

    assertThat(config)
        .content()
        .startsWith("[default]\n")
        .contains(
            "credential_process = env \"TIDEGATE_HOME=/srv/a b/tide\" \"/opt/my tools/tidegate\""
                + " credentials g-0123456789abcdef --config-profile work\n");
  }

  @Test
  void aPathThatCannotBeCarriedIsRefused() {
    world.launcher = Optional.of(Path.of("/opt/$(id)/tidegate"));

    assertThat(configure().code()).isEqualTo(11);
    assertThat(config).doesNotExist();
  }

  @Test
  void aProfileNameCannotWriteLinesOfItsOwn() {
    assertThat(world.run("configure", "--profile", "x]\n[profile y", "g-" + World.ID).code())
        .isEqualTo(2);
    assertThat(config).doesNotExist();
  }

  private World.Run configure(String... more) {
    String[] args = {"configure", "--profile", "prod-orders", "g-" + World.ID};
    return world.run(
        java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  private void write(byte[] bytes) throws IOException {
    Files.createDirectories(config.getParent());
    Files.write(config, bytes);
  }
}
