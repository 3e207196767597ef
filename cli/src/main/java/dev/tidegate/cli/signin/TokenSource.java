package dev.tidegate.cli.signin;

import java.net.URI;
import java.util.Optional;

/// Where tokens came from, and so where they are renewed and revoked.
public sealed interface TokenSource {
  /// Returns the client id that the issuer registered for this program.
  String clientId();

  /// An OpenID Connect issuer.
  record Oidc(URI tokenEndpoint, Optional<URI> revocationEndpoint, String clientId)
      implements TokenSource {}

  /// A Cognito user pool's own API.
  record Cognito(URI endpoint, String clientId) implements TokenSource {}
}
