package dev.tidegate.cli.signin;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Demands a fresh sign-in with a second factor that shows in the access token, because a policy's
/// `mfa` condition reads it there.
///
/// The request carries `acr_values` [OpenID Connect Core, 3.1.2.1]. A Cognito pool puts `amr` into
/// its tokens only in response to it. Level 4 is a password with an authenticator app; level 3 is a
/// password with a code by message, or a passkey, which does not count as a second factor. On a
/// plan below Essentials, a pool silently ignores the request. [AWS: Cognito DG, "Authentication
/// levels with ACR and AMR claims"] `max_age` (for other issuers `prompt`, which more of them
/// support) makes the person sign in even though the browser has a session, so that `auth_time` is
/// now.
///
/// @param acrValues the issuer's values, where they differ from a Cognito pool's
public record SecondFactorPrompt(Optional<String> acrValues) {
  private static final String COGNITO = "urn:cognito:loa:4 urn:cognito:loa:3";
  private static final String SECONDS = "60";

  /// Returns the parameters to add to the authorization request.
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

  /// Checks that the access token shows a second factor.
  ///
  /// @throws CommandFailure with exit code 3 when it does not: it would meet no rule with `mfa`
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
