package dev.tidegate.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The template and the command line agree on what a pool made by the template is asked for.
final class PoolDefaultsTest {
  private static final Path TEMPLATE = Path.of("../template.yaml");

  @Test
  void anIssuerGetsAnyFreePort() {
    assertThat(CallbackAddresses.of(Optional.empty(), "https://issuer.example").addresses())
        .extracting(Object::toString)
        .containsExactly("http://127.0.0.1:0/callback");
  }

  @Test
  void aCognitoPoolGetsTheAddressesThatTheTemplateRegisters() throws Exception {
    String template = Files.readString(TEMPLATE);
    String usual =
        String.join(
            ",",
            CallbackAddresses.of(
                    Optional.empty(),
                    "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_x")
                .addresses()
                .stream()
                .map(Object::toString)
                .toList());

    assertThat(template).contains("Default: \"" + usual + "\"");
  }

  @Test
  void aCognitoPoolIsAskedForTheScopeThatTheApiWants() throws Exception {
    Issuer pool = issuer("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_x", "openid");

    assertThat(pool.scope(Optional.empty())).isEqualTo("openid tidegate/use");
    assertThat(pool.scope(Optional.of("openid"))).isEqualTo("openid");
    assertThat(Files.readString(TEMPLATE)).contains("AllowedOAuthScopes: [openid, tidegate/use]");
  }

  /// Its levels 4 and 3 are those with two factors. [AWS: Cognito DG, "Authentication levels with
  /// ACR and AMR claims"]
  @Test
  void aCognitoPoolIsAskedForItsLevelsWithTwoFactors() {
    SecondFactorPrompt usual = new SecondFactorPrompt(Optional.empty());

    assertThat(usual.asked("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_x"))
        .isEqualTo(Map.of("max_age", "60", "acr_values", "urn:cognito:loa:4 urn:cognito:loa:3"));
    assertThat(usual.asked("https://issuer.example"))
        .isEqualTo(Map.of("max_age", "60", "prompt", "login"));
    assertThat(new SecondFactorPrompt(Optional.of("mine")).asked("https://issuer.example"))
        .containsEntry("acr_values", "mine");
  }

  @Test
  void anotherIssuerIsAskedForWhatWasSetAndForARefreshToken() {
    Issuer issuer = issuer("https://issuer.example", "offline_access");

    assertThat(issuer.scope(Optional.empty())).isEqualTo("openid offline_access");
    assertThat(issuer.scope(Optional.of("api  email")))
        .isEqualTo("openid api email offline_access");
  }

  private static Issuer issuer(String name, String scope) {
    return new Issuer(
        name,
        Optional.empty(),
        URI.create(name),
        Optional.empty(),
        Optional.empty(),
        List.of(scope),
        false);
  }
}
