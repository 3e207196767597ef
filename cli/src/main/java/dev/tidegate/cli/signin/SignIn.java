package dev.tidegate.cli.signin;

import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.shell.CommandEnvironment;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// One way to sign in.
public interface SignIn {
  /// Tokens for this API.
  ///
  /// @throws dev.tidegate.cli.shell.CommandFailure with exit code 3 when the person or the issuer
  ///   says no
  SignedIn run(URI api);

  /// What a sign-in leads to.
  ///
  /// @param label what to call the person; for display only
  record SignedIn(Tokens tokens, Optional<String> label) {
    static SignedIn of(URI api, IssuedTokens issued, TokenSource source) {
      Optional<String> label =
          TokenClaims.of(issued.access())
              .label()
              .or(() -> issued.identity().flatMap(token -> TokenClaims.of(token).label()));
      return new SignedIn(
          new Tokens(api, issued.access(), issued.expiresAt(), issued.refresh(), source), label);
    }
  }

  /// What each way needs from outside.
  record Tools(Http http, CommandEnvironment surroundings) {
    Instant now() {
      return surroundings.clock().instant();
    }
  }
}
