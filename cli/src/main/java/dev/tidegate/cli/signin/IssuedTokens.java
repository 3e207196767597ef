package dev.tidegate.cli.signin;

import dev.tidegate.wire.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The tokens in one response of an issuer. [Tokens] is what is saved of them.
///
/// @param identity the ID token, when one was issued
record IssuedTokens(
    Secret access, Instant expiresAt, Optional<Secret> refresh, Optional<Secret> identity) {
  /// The lifetime assumed of a token whose issuer states none.
  private static final long UNSAID = Duration.ofMinutes(5).toSeconds();

  /// Reads the response of an OAuth token endpoint; empty when it holds no access token.
  static Optional<IssuedTokens> oauth(Json answer, Instant now) {
    return read(answer, now, "access_token", "expires_in", "refresh_token", "id_token");
  }

  /// Reads Cognito's `AuthenticationResult`; empty when it holds no access token.
  static Optional<IssuedTokens> cognito(Json answer, Instant now) {
    return answer
        .at("AuthenticationResult")
        .flatMap(
            result -> read(result, now, "AccessToken", "ExpiresIn", "RefreshToken", "IdToken"));
  }

  private static Optional<IssuedTokens> read(
      Json answer, Instant now, String access, String expiresIn, String refresh, String identity) {
    return secret(answer, access)
        .map(
            token ->
                new IssuedTokens(
                    token,
                    now.plusSeconds(
                        answer.number(expiresIn).filter(seconds -> seconds > 0).orElse(UNSAID)),
                    secret(answer, refresh),
                    secret(answer, identity)));
  }

  private static Optional<Secret> secret(Json answer, String field) {
    return answer.text(field).filter(text -> !text.isBlank()).map(Secret::new);
  }
}
