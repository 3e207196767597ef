package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BrowserSignInTest {
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
  void signsInAndKeepsTheTokensAndTheSettings() {
    World.Run run = login();

    assertThat(run.err()).contains("Your browser opens");
    assertThat(run.out()).isEqualTo("Signed in as alice at " + world.api.address() + ".\n");
    assertThat(run.code()).isZero();
    world.on("GET /v1/requests", 200, "{\"items\":[]}");
    assertThat(world.run("list").code()).isZero();
    assertThat(world.api.asked().getLast().headers())
        .containsEntry("authorization", "Bearer " + issuer.lastAccess());
  }

  @Test
  void asksWithStateNonceAndAChallengeThatIsNotTheVerifier() {
    login();

    Map<String, String> asked =
        issuer.server.asked().stream()
            .filter(request -> request.path().equals("/authorize"))
            .findFirst()
            .orElseThrow()
            .parameters();
    Map<String, String> redeemed =
        issuer.server.asked().stream()
            .filter(request -> request.path().equals("/token"))
            .findFirst()
            .orElseThrow()
            .form();
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("scope", "openid offline_access");
    assertThat(asked.get("redirect_uri")).matches("http://127\\.0\\.0\\.1:\\d+/callback");
    assertThat(asked.get("state")).hasSize(43).isNotEqualTo(asked.get("nonce"));
    assertThat(redeemed.get("code_verifier")).hasSize(43);
    assertThat(asked.values()).doesNotContain(redeemed.get("code_verifier"));
  }

  @Test
  void asksForASecondFactorAndASignInThatIsMadeNow() {
    issuer.amr = Optional.of("pwd otp mfa");

    assertThat(login("--mfa", "--acr-values", "urn:x:2fa").code()).isZero();

    assertThat(authorization().parameters())
        .containsEntry("acr_values", "urn:x:2fa")
        .containsEntry("max_age", "60");
    assertThat(world.run("login", "--mfa").code()).isZero();
    assertThat(authorization().parameters()).containsEntry("acr_values", "urn:x:2fa");
  }

  @Test
  void withoutAskingForOneNothingIsAskedFor() {
    assertThat(login("--acr-values", "urn:x:2fa").code()).isZero();

    assertThat(authorization().parameters()).doesNotContainKeys("acr_values", "max_age");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|it has no amr",
        "pwd|amr: pwd",
        "pwd mfa2|amr: pwd, mfa2",
        "pwd \u001b[31m|amr: pwd, ??31m"
      })
  void aTokenThatDoesNotTellOfASecondFactorIsNotKept(String amr, String told) {
    issuer.amr = Optional.of(amr).filter(methods -> !methods.isEmpty());

    World.Run run = login("--mfa");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("The access token does not tell of a second factor (" + told + ")")
        .contains("the issuer has to put amr with mfa into access tokens");
    assertThat(world.tokens()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--device", "--password", "--password-stdin"})
  void aSignInThatAsksForNoSecondFactorIsNotTakenForOne(String way) {
    World.Run run = login("--mfa", way, "--user", "alice");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--mfa needs the browser");
  }

  private FakeServer.Asked authorization() {
    return issuer.server.asked().reversed().stream()
        .filter(request -> request.path().equals("/authorize"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void askAgainWithTheSettingsThatWereKept() {
    login();

    assertThat(world.run("login").code()).isZero();
  }

  @Test
  void comesBackToTheFirstFreeAddressOfThoseThatAreRegistered() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String first = "http://localhost:" + taken.getLocalPort() + "/callback";
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
        port = free.getLocalPort();
      }

      World.Run run = login("--callback", first + ",http://127.0.0.1:" + port + "/back");

      assertThat(run.code()).isZero();
      assertThat(world.opened.getFirst().toString())
          .contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A" + port + "%2Fback&");
      assertThat(login("--callback", first).code()).isEqualTo(11);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8976",
        "https://localhost:8976/callback",
        "http://evil.example:8976/callback",
        "http://localhost/callback",
        "http://localhost:99999/callback",
        ""
      })
  void comesBackToThisMachineOnly(String callback) {
    assertThat(login("--callback", callback).code()).isEqualTo(2);
    assertThat(world.opened).isEmpty();
  }

  @Test
  void doesNotAskForAScopeThatTheIssuerDoesNotHave() {
    issuer.scopesOffline = false;

    assertThat(login("--scope", "tidegate/use").code()).isZero();
    assertThat(world.opened.getFirst().toString()).contains("scope=openid%20tidegate%2Fuse&");
  }

  static Stream<Arguments> wrongAnswers() {
    return Stream.of(
        wrong(
            "another state",
            issuer -> issuer.wrongState = Optional.of("other"),
            "answer to another sign-in"),
        wrong(
            "another nonce",
            issuer -> issuer.wrongNonce = Optional.of("other"),
            "ID token belongs to another"),
        wrong(
            "another audience",
            issuer -> issuer.wrongAudience = Optional.of("other"),
            "ID token belongs to another"),
        wrong(
            "another issuer",
            issuer -> issuer.otherIss = Optional.of("https://evil"),
            "comes from another issuer"),
        wrong("no ID token", issuer -> issuer.sendsIdToken = false, "sent no ID token"),
        wrong(
            "an error",
            issuer -> issuer.authorizeError = Optional.of("access_denied"),
            "refused the sign-in: access_denied"),
        wrong(
            "a discovery document of another",
            issuer -> issuer.namesItself = "https://evil",
            "names another issuer"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongAnswers")
  void refuses(String name, Consumer<FakeIssuer> change, String words) {
    change.accept(issuer);

    World.Run run = login();

    assertThat(run.code()).as(name).isEqualTo(3);
    assertThat(run.err()).contains(words);
    assertThat(world.tokens()).doesNotExist();
  }

  @Test
  void refusesACodeThatSomebodyElseAskedFor() {
    world.browser =
        address ->
            World.visit(
                java.net.URI.create(
                    address
                        .toString()
                        .replaceFirst("code_challenge=[^&]*", "code_challenge=other")));

    World.Run run = login();

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("invalid_grant");
    assertThat(world.tokens()).doesNotExist();
  }

  @Test
  void printsTheAddressWhenThereIsNoBrowser() {
    world.browser = address -> !World.visit(address);

    assertThat(login().err())
        .contains("Open this to sign in:\n  " + issuer.issuer() + "/authorize?");
  }

  @Test
  void neverShowsAToken() throws Exception {
    World.Run run = login("--json");

    assertThat(run.json().text("as")).contains("alice");
    assertThat(run.out() + run.err()).doesNotContain(issuer.lastAccess(), "refresh-1", "the-code");
    assertThat(Files.readString(world.tokens())).contains(issuer.lastAccess(), "refresh-1");
  }

  @Test
  void sendsNothingToAnIssuerWithoutTls() {
    World.Run run =
        world.run(
            "login",
            "--api",
            world.api.address().toString(),
            "--issuer",
            "http://issuer.example",
            "--client-id",
            "x");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("the issuer must be https");
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

  private static Arguments wrong(String name, Consumer<FakeIssuer> change, String words) {
    return Arguments.of(name, change, words);
  }
}
