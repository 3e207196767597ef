package dev.tidegate.cli.signin;

import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.shell.CommandEnvironment;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// One way to sign in.
public interface SignIn {
  /// Signs in and returns tokens for this API.
  ///
  /// @throws dev.tidegate.cli.shell.CommandFailure with exit code 3 when the person or the issuer
  ///   says no
  SignedIn run(URI api);

  /// The result of a sign-in.
  ///
  /// @param label the person's name, for display only
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

  /// The dependencies that every kind of sign-in needs.
  record Tools(Http http, CommandEnvironment shell) {
    Instant now() {
      return shell.clock().instant();
    }
  }
}
