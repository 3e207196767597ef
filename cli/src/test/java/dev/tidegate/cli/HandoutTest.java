package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Given;
import dev.tidegate.cli.aws.AwsCredentials;
import dev.tidegate.wire.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// credentials, exec, console.
final class HandoutTest {
  private static final String EXACT =
      "{\"Version\":1,\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"secret/key+1\","
          + "\"SessionToken\":\"session-token==\",\"Expiration\":\"2026-03-03T12:00:00Z\"}\n";
  private static final String CREDENTIALS = "POST /v1/grants/g-" + World.ID + "/credentials";
  private static final String CONSOLE = "POST /v1/grants/g-" + World.ID + "/console";
  private static final String URL =
      "https://eu-central-1.signin.aws.amazon.com/federation?SigninToken=secret-sign-in";

  private World world;

  @BeforeEach
  void person(@TempDir Path home) {
    world = new World(home);
    world.on(
        CREDENTIALS,
        200,
        Samples.CREDENTIALS.replace("\"Version\"", "\"Other\":\"field\",\"Version\""));
    world.on(CONSOLE, 200, "{\"url\":\"" + URL + "\",\"expiresAt\":\"2026-03-03T12:00:00Z\"}");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void credentialsAreExactlyWhatCredentialProcessWants() {
    World.Run run = world.run("credentials", "g-" + World.ID);

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(EXACT);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theParserAndTheShortcutGiveTheSame() {
    for (List<String> form :
        List.of(
            List.of("credentials", "g-" + World.ID),
            List.of("credentials", "r-" + World.ID, "--config-profile", "default"),
            List.of("credentials", "--config-profile", "default", "g-" + World.ID),
            List.of("credentials", "g-" + World.ID, "--json"),
            List.of("credentials", "--config-profile=default", "--", "g-" + World.ID))) {
      assertThat(world.run(form.toArray(String[]::new)).out()).as("%s", form).isEqualTo(EXACT);
    }
  }

  @Test
  void theShortcutUsesTheNamedProfileToo() {
    world.environment.clear();

    assertThat(world.run("credentials", "g-" + World.ID, "--config-profile", "other").err())
        .contains("'other'");
    assertThat(world.run("credentials", "--config-profile", "other", "g-" + World.ID).err())
        .contains("'other'");
  }

  @Test
  void aRefusalPrintsNothingWhereCredentialsAreExpected() {
    world.on(CREDENTIALS, 409, Samples.problem("wrong-state", 409, ""));

    World.Run run = world.run("credentials", "g-" + World.ID);

    assertThat(run.code()).isEqualTo(6);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Title of wrong-state.");
    assertThat(world.run("credentials", "nonsense").out()).isEmpty();
  }

  @Test
  void credentialsThatAreNotWholeAreNotPrinted() {
    for (String broken :
        List.of(
            Samples.CREDENTIALS.replace("AccessKeyId", "Other"),
            Samples.CREDENTIALS.replace("session-token==", ""),
            Samples.CREDENTIALS.replace("ASIAEXAMPLE", "ASIA\\nexport X=1"))) {
      world.on(CREDENTIALS, 200, broken);
      World.Run run = world.run("credentials", "g-" + World.ID);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).doesNotContain("secret/key");
    }
  }

  @Test
  void credentialsDoNotShowThemselves() {
    assertThat(AwsCredentials.of(JsonReader.ANSWER.tree(Samples.CREDENTIALS).orElseThrow()))
        .hasToString("***");
  }

  @Test
  void execWritesTheEnvironmentForTheLauncher() {
    World.Run run = world.run("exec", "g-" + World.ID, "--", "aws", "s3", "ls", "--", "-x");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "# tidegate exec",
            "unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_CREDENTIAL_EXPIRATION"
                + " AWS_ROLE_ARN AWS_ROLE_SESSION_NAME AWS_WEB_IDENTITY_TOKEN_FILE"
                + " AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI"
                + " AWS_CONTAINER_AUTHORIZATION_TOKEN AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
                + " TIDEGATE_TOKEN",
            "export AWS_ACCESS_KEY_ID='ASIAEXAMPLE'",
            "export AWS_SECRET_ACCESS_KEY='secret/key+1'",
            "export AWS_SESSION_TOKEN='session-token=='",
            "export AWS_CREDENTIAL_EXPIRATION='2026-03-03T12:00:00Z'",
            "tg_warn_at=" + Instant.parse("2026-03-03T11:55:00Z").getEpochSecond(),
            "tg_warn='tidegate: The access of this command ends at 13:00 CET (in 5 min). What it"
                + " does after that AWS refuses; it does not get new credentials by itself, not of"
                + " an extended grant either: run exec again, or use a profile of '\\''tidegate"
                + " configure'\\''.'");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void execWarnsAtOnceWhenFiveMinutesOrLessAreLeft() {
    world.now = Instant.parse("2026-03-03T11:55:00Z");

    World.Run run = world.run("exec", "g-" + World.ID, "--", "env");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .startsWith("The access of this command ends at 13:00 CET (in 5 min). What it does");
    assertThat(run.out()).doesNotContain("tg_warn").contains("export AWS_ACCESS_KEY_ID");
    world.now = Instant.parse("2026-03-03T11:54:59Z");
    assertThat(world.run("exec", "g-" + World.ID, "--", "env").err()).isEmpty();
  }

  @Test
  void execRunsWithAnEndThatIsNoInstant() {
    world.on(CREDENTIALS, 200, Samples.CREDENTIALS.replace("2026-03-03T12:00:00Z", "soon"));

    World.Run run = world.run("exec", "g-" + World.ID, "--", "env");

    assertThat(run.code()).isZero();
    assertThat(run.out()).doesNotContain("tg_warn").contains("export AWS_ACCESS_KEY_ID");
  }

  @Test
  void execQuotesWhateverTheServerSends() {
    world.on(CREDENTIALS, 200, Samples.CREDENTIALS.replace("secret/key+1", "a'b$(id)`id`"));

    assertThat(world.run("exec", "g-" + World.ID, "--", "env").out())
        .contains("export AWS_SECRET_ACCESS_KEY='a'\\''b$(id)`id`'\n");
  }

  @Test
  void execGivesARegionUnlessThereIsOne() {
    assertThat(world.run("exec", "--region", "eu-central-1", "g-" + World.ID, "--", "env").out())
        .contains("export AWS_REGION='eu-central-1'\nexport AWS_DEFAULT_REGION='eu-central-1'\n");
    assertThat(world.run("exec", "g-" + World.ID, "--", "env").out()).doesNotContain("AWS_REGION");
  }

  @Test
  void execNeedsTheLauncher() {
    world.launcher = Optional.empty();

    assertThat(world.run("exec", "g-" + World.ID, "--", "env").code()).isEqualTo(11);
    assertThat(world.api.asked()).isEmpty();
  }

  @Test
  void consolePrintsTheAddressAlone() {
    World.Run run = world.run("console", "g-" + World.ID);

    assertThat(run.out()).isEqualTo(URL + "\n");
    assertThat(run.err()).isEqualTo("A secret; the session ends 13:00 CET (in 60 min).\n");
    assertThat(world.run("console", "g-" + World.ID, "--json").json().text("url")).contains(URL);
  }

  @Test
  void consoleOpensTheBrowserWithoutNamingTheSecretOnACommandLine() throws Exception {
    List<Thread> browsers = new ArrayList<>();
    List<String> seen = new CopyOnWriteArrayList<>();
    world.browser =
        address -> browsers.add(Thread.ofVirtual().start(() -> seen.add(location(address))));

    World.Run run = world.run("console", "g-" + World.ID, "--open");
    browsers.getFirst().join();

    assertThat(run.code()).isZero();
    assertThat(seen).containsExactly("302 " + URL);
    assertThat(run.out() + run.err() + world.opened).doesNotContain("secret-sign-in");
    assertThat(world.opened.getFirst().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void consoleHandsTheAddressOnlyToWhoeverKnowsThePath() {
    List<String> seen = new ArrayList<>();
    world.browser =
        address -> {
          seen.add(location(URI.create(address.toString().replaceFirst("/[^/]*$", "/other"))));
          return false;
        };

    world.run("console", "g-" + World.ID, "--open");

    assertThat(seen).containsExactly("404 null");
  }

  @Test
  void consoleSaysWhenThereIsNoBrowser() {
    world.browser = _ -> false;

    World.Run run = world.run("console", "g-" + World.ID, "-o");

    assertThat(run.code()).isEqualTo(11);
    assertThat(run.err()).contains("run it without --open").doesNotContain("secret-sign-in");
  }

  @Test
  void theConsoleAddressMustBeOneThatASecretMayGoTo() {
    world.on(CONSOLE, _ -> Given.json(200, "{\"url\":\"http://evil.example/\"}"));

    assertThat(world.run("console", "g-" + World.ID).code()).isNotZero();
  }

  private static String location(URI address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      return connection.getResponseCode() + " " + connection.getHeaderField("Location");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
