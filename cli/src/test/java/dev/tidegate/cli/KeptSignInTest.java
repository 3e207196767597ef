package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to a sign-in between two commands.
final class KeptSignInTest {
  private final FakeIssuer issuer = new FakeIssuer();
  private World world;

  @BeforeEach
  void signedIn(@TempDir Path home) {
    world = new World(home);
    world.environment.clear();
    world.on("GET /v1/requests", 200, "{\"items\":[]}");
    login();
  }

  @AfterEach
  void close() {
    world.close();
    issuer.close();
  }

  @Test
  void aFreshTokenIsSentAsItIs() {
    assertThat(world.run("list").code()).isZero();
    assertThat(issuer.asked("refresh_token")).isZero();
  }

  @Test
  void aTokenIsRenewedAMinuteBeforeItEnds() {
    world.now = World.NOON.plusSeconds(3600 - 60);

    assertThat(world.run("list").code()).isZero();
    assertThat(issuer.asked("refresh_token")).isEqualTo(1);
    assertThat(world.api.asked().getLast().headers())
        .containsEntry("authorization", "Bearer " + issuer.lastAccess());
    assertThat(World.read(world.tokens())).contains("refresh-2").doesNotContain("refresh-1");
  }

  @Test
  void aRefreshTokenThatIsNoLongerGoodMeansSignInAgain() {
    issuer.forget();
    world.now = World.NOON.plus(Duration.ofHours(2));

    World.Run run = world.run("list");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("tidegate: Your sign-in has run out.\n  run: tidegate login\n");
    assertThat(world.api.asked()).isEmpty();
  }

  @Test
  void aTokenThatTheApiTurnsDownIsRenewedOnce() {
    String first = issuer.lastAccess();
    world.on(
        "GET /v1/requests",
        asked ->
            ("Bearer " + first).equals(asked.headers().get("authorization"))
                ? Given.json(401, "{\"message\":\"Unauthorized\"}")
                : Given.json(200, "{\"items\":[]}"));

    assertThat(world.run("list").code()).isZero();
    assertThat(world.api.asked()).hasSize(2);
  }

  @Test
  void anApiThatTurnsEveryTokenDownIsAskedTwice() {
    world.on("GET /v1/requests", 401, "{\"message\":\"Unauthorized\"}");

    World.Run run = world.run("list");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("does not accept your sign-in").contains("tidegate login");
    assertThat(world.api.asked()).hasSize(2);
  }

  @Test
  void aTokenGoesToTheApiItWasMadeForAndToNoOther() {
    world.environment.put("TIDEGATE_API", issuer.issuer().toString());
    int before = issuer.server.asked().size();

    World.Run run = world.run("list");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("You are signed in for " + world.api.address());
    assertThat(issuer.server.asked()).hasSize(before);
  }

  @Test
  void aTokenFromTheEnvironmentIsUsedInstead() {
    world.environment.put("TIDEGATE_TOKEN", "ci-token");
    world.now = World.NOON.plus(Duration.ofDays(1));

    assertThat(world.run("list").code()).isZero();
    assertThat(world.api.asked().getLast().headers())
        .containsEntry("authorization", "Bearer ci-token");
    assertThat(issuer.asked("refresh_token")).isZero();
  }

  @Test
  void filesAreForTheirOwnerAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(world.tokens())))
        .isEqualTo("rw-------");
    for (String folder : List.of(".config/tidegate", ".config/tidegate/tokens")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(world.home.resolve(folder))))
          .isEqualTo("rwx------");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void aTokenFileThatOthersMayReadOrChangeIsNotUsed(String permissions) throws Exception {
    Files.setPosixFilePermissions(world.tokens(), PosixFilePermissions.fromString(permissions));

    World.Run run = world.run("list");

    assertThat(run.code()).isEqualTo(11);
    assertThat(run.err()).contains("may be read or changed by others").contains("chmod 600");
    assertThat(world.api.asked()).isEmpty();
  }

  @Test
  void aTokenFileThatOnlyItsOwnerMayReadIsUsed() throws Exception {
    Files.setPosixFilePermissions(world.tokens(), PosixFilePermissions.fromString("r--------"));

    assertThat(world.run("list").code()).isZero();
  }

  @Test
  void aTokenFileThatIsBrokenMeansSignInAgain() throws Exception {
    Files.writeString(world.tokens(), "{");

    assertThat(world.run("list").code()).isEqualTo(3);
    assertThat(login().code()).isZero();
    assertThat(world.run("list").code()).isZero();
  }

  @Test
  void profilesAreKeptApart() {
    world.environment.put("TIDEGATE_PROFILE", "other");

    assertThat(world.run("list").err()).contains("No API is set up for profile 'other'");
    assertThat(world.run("list", "--config-profile", "default").code()).isZero();
    assertThat(world.run("list", "--config-profile", "../default").code()).isEqualTo(2);
  }

  @Test
  void theFolderFollowsTheEnvironment() {
    world.environment.put("XDG_CONFIG_HOME", world.home.resolve("xdg").toString());
    login();
    assertThat(world.home.resolve("xdg/tidegate/tokens/default.json")).exists();

    world.environment.put("TIDEGATE_HOME", world.home.resolve("own").toString());
    login();
    assertThat(world.home.resolve("own/tokens/default.json")).exists();
  }

  private World.Run login() {
    return world.run(
        "login",
        "--api",
        world.api.address() + "/",
        "--issuer",
        issuer.issuer().toString(),
        "--client-id",
        FakeIssuer.CLIENT);
  }
}
