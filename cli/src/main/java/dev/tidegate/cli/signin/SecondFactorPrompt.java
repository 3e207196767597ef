package dev.tidegate.cli.signin;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A sign-in that has to be made now and with a second factor, and that the access token tells of:
/// that is what a policy's `mfa` looks at.
///
/// The issuer is asked with `acr_values` [OpenID Connect Core, 3.1.2.1]. A Cognito pool puts `amr`
/// into its tokens only when it is asked like that; level 4 is a password with an authenticator
/// app, level 3 one with a code by message, or a passkey, which is no second factor. Its plan has
/// to be Essentials or Plus, or it asks for no more than usual and says nothing. [AWS: Cognito DG,
/// "Authentication levels with ACR and AMR claims"] `max_age`, and elsewhere `prompt`, which more
/// issuers know, make the person sign in although the browser still knows them, so that `auth_time`
/// is now.
///
/// @param acrValues what the issuer calls it, where it is not a Cognito pool's usual names
public record SecondFactorPrompt(Optional<String> acrValues) {
  private static final String COGNITO = "urn:cognito:loa:4 urn:cognito:loa:3";
  private static final String SECONDS = "60";

  /// Returns what to add to the authorization request.
  Map<String, String> asked(String issuer) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("max_age", SECONDS);
    if (!Issuer.cognito(issuer)) {
      query.put("prompt", "login");
    }
    acrValues
        .or(() -> Issuer.cognito(issuer) ? Optional.of(COGNITO) : Optional.empty())
        .ifPresent(values -> query.put("acr_values", values));
    return query;
  }

  /// Checks that the access token tells of a second factor.
  ///
  /// @throws Fault with exit code 3 when it does not: no rule with `mfa` would be met by it
  void check(String issuer, IssuedTokens issued) {
    TokenClaims claims = TokenClaims.of(issued.access());
    if (claims.methods().contains("mfa")) {
      return;
    }
    String told =
        claims.methods().isEmpty()
            ? "it has no amr"
            : "amr: " + String.join(", ", claims.methods());
    throw CommandFailure.of(
        ExitCode.NOT_SIGNED_IN,
        "The access token does not tell of a second factor ("
            + told.replaceAll("[^\\w :,.-]", "?")
            + "); it was not used.",
        Issuer.cognito(issuer)
            ? "set up an authenticator app at the pool first; the pool needs the plan Essentials"
                + " or Plus (docs/cli.md, \"A second factor\")"
            : "the issuer has to put amr with mfa into access tokens, perhaps only when asked with"
                + " --acr-values (docs/cli.md, \"A second factor\")");
  }
}
