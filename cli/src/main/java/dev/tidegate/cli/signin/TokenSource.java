package dev.tidegate.cli.signin;

import java.net.URI;
import java.util.Optional;

/// Where tokens came from, and therefore where they are renewed and given back.
public sealed interface TokenSource {
  /// The client that the issuer knows us by.
  String clientId();

  /// An OpenID Connect issuer.
  record Oidc(URI tokenEndpoint, Optional<URI> revocationEndpoint, String clientId)
      implements TokenSource {}

  /// A Cognito user pool's own API.
  record Cognito(URI endpoint, String clientId) implements TokenSource {}
}
