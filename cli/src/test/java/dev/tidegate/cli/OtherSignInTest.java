package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sign-in by device code and by password.
final class OtherSignInTest {
  private final FakeIssuer issuer = new FakeIssuer();
  private World world;

  @BeforeEach
  void person(@TempDir Path home) {
    world = new World(home);
    world.environment.clear();
  }

  @AfterEach
  void close() {
    world.close();
    issuer.close();
  }

  @Test
  void deviceWaitsAsLongAsItIsToldAndLongerWhenItIsToldToSlowDown() {
    issuer.deviceAnswers.addAll(
        List.of("authorization_pending", "slow_down", "authorization_pending"));

    World.Run run = login("--device");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains(issuer.issuer() + "/activate")
        .contains("ABCD-EFGH")
        .doesNotContain("secret-device-code");
    assertThat(world.pauses).extracting(Duration::toSeconds).containsExactly(5L, 5L, 10L, 10L);
    assertThat(world.tokens()).exists();
  }

  @Test
  void deviceEndsWhenThePersonSaysNo() {
    issuer.deviceAnswers.add("access_denied");

    World.Run run = login("--device");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("denied in the browser").doesNotContain("secret-device-code");
    assertThat(world.tokens()).doesNotExist();
  }

  @Test
  void deviceEndsWhenNobodyEntersTheCode() {
    for (int i = 0; i < 50; i++) {
      issuer.deviceAnswers.add("authorization_pending");
    }

    assertThat(login("--device").code()).isEqualTo(8);
    assertThat(world.pauses).hasSize(12);
  }

  @Test
  void deviceSaysWhenTheIssuerHasNoSuchThing() {
    issuer.device = false;

    World.Run run = login("--device");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("has no sign-in by device code")
        .contains("tidegate login --password");
  }

  @Test
  void passwordFromAPrompt() {
    world.secrets.add(FakeIssuer.PASSWORD);

    World.Run run =
        login("--password", "--user", "alice", "--cognito-endpoint", issuer.issuer().toString());

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Signed in as alice");
    assertThat(World.read(world.tokens()))
        .contains("pool-refresh")
        .doesNotContain(FakeIssuer.PASSWORD);
  }

  @Test
  void passwordFromStandardInput() {
    world.typed.add(FakeIssuer.PASSWORD);

    assertThat(
            login(
                    "--password-stdin",
                    "--user",
                    "alice",
                    "--cognito-endpoint",
                    issuer.issuer().toString())
                .code())
        .isZero();
  }

  @Test
  void passwordIsNeverAnArgument() {
    assertThat(login("--password=" + FakeIssuer.PASSWORD, "--user", "alice").code()).isEqualTo(2);
    assertThat(issuer.server.asked()).isEmpty();
  }

  @Test
  void aWrongPasswordIsRefusedAndNeverShown() {
    world.typed.add("wrong horse");

    World.Run run =
        login(
            "--password-stdin",
            "--user",
            "alice",
            "--cognito-endpoint",
            issuer.issuer().toString());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("does not accept this name and password")
        .doesNotContain("horse");
    assertThat(world.tokens()).doesNotExist();
  }

  @Test
  void noPasswordIsAUsageError() {
    World.Run run =
        login("--password", "--user", "alice", "--cognito-endpoint", issuer.issuer().toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--password-stdin");
  }

  @Test
  void aPoolThatAsksForMoreIsSentToTheBrowser() {
    issuer.challenge = Optional.of("NEW_PASSWORD_REQUIRED");
    world.typed.add(FakeIssuer.PASSWORD);

    World.Run run =
        login(
            "--password-stdin",
            "--user",
            "alice",
            "--cognito-endpoint",
            issuer.issuer().toString());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("NEW_PASSWORD_REQUIRED").contains("browser");
  }

  @Test
  void logoutGivesTheRefreshTokenBackAndForgets() {
    world.typed.add(FakeIssuer.PASSWORD);
    login("--password-stdin", "--user", "alice", "--cognito-endpoint", issuer.issuer().toString());

    World.Run run = world.run("logout", "--json");

    assertThat(run.code()).isZero();
    assertThat(run.json().is("givenBack")).isTrue();
    assertThat(world.tokens()).doesNotExist();
    assertThat(issuer.server.asked().getLast().headers().get("x-amz-target"))
        .endsWith(".RevokeToken");
    assertThat(world.run("logout").out()).isEqualTo("You were not signed in.\n");
  }

  @Test
  void logoutAtAnIssuerUsesItsRevocationEndpoint() {
    login("--device");

    assertThat(world.run("logout").out()).isEqualTo("Signed out.\n");
    assertThat(issuer.server.asked().getLast().path()).isEqualTo("/revoke");
    assertThat(issuer.server.asked().getLast().form()).containsEntry("token", "refresh-1");
  }

  private World.Run login(String... more) {
    String[] args = {
      "login",
      "--api",
      world.api.address().toString(),
      "--issuer",
      issuer.issuer().toString(),
      "--client-id",
      FakeIssuer.CLIENT
    };
    return world.run(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }
}
