package dev.tidegate.cli.signin;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The saved result of a sign-in: the access token for one API, its expiry, and how to renew it.
///
/// @param api the API that the token was obtained for; it is sent to no other
public record Tokens(
    URI api, Secret access, Instant expiresAt, Optional<Secret> refresh, TokenSource source) {
  /// How long before its expiry a token is renewed, so that it stays valid during a call that
  /// starts now.
  private static final Duration EARLY = Duration.ofSeconds(60);

  /// Returns whether the token must be renewed before it is used.
  public boolean stale(Instant now) {
    return !now.isBefore(expiresAt.minus(EARLY));
  }

  /// Returns the same sign-in with a renewed access token, and with a new refresh token when the
  /// issuer rotates them.
  Tokens renewed(IssuedTokens issued) {
    return new Tokens(
        api, issued.access(), issued.expiresAt(), issued.refresh().or(() -> refresh), source);
  }

  String write() {
    Json.Builder json =
        Json.object()
            .put("api", api.toString())
            .put("access", access.value())
            .put("expiresAt", expiresAt.toString())
            .put("refresh", refresh.map(Secret::value))
            .put("clientId", source.clientId());
    switch (source) {
      case TokenSource.Oidc(URI token, Optional<URI> revocation, String _) ->
          json.put("tokenEndpoint", token.toString())
              .put("revocationEndpoint", revocation.map(URI::toString));
      case TokenSource.Cognito(URI endpoint, String _) ->
          json.put("cognitoEndpoint", endpoint.toString());
    }
    return JsonWriter.pretty(json.build()) + "\n";
  }

  static Optional<Tokens> read(String text) {
    try {
      return JsonReader.ANSWER.tree(text).flatMap(Tokens::read);
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Tokens> read(Json json) {
    Optional<String> api = json.text("api");
    Optional<String> access = json.text("access");
    Optional<Instant> expiresAt = json.text("expiresAt").map(Instant::parse);
    Optional<String> client = json.text("clientId");
    if (api.isEmpty() || access.isEmpty() || expiresAt.isEmpty() || client.isEmpty()) {
      return Optional.empty();
    }
    Optional<TokenSource> source =
        json.text("cognitoEndpoint")
            .<TokenSource>map(
                endpoint -> new TokenSource.Cognito(URI.create(endpoint), client.get()))
            .or(
                () ->
                    json.text("tokenEndpoint")
                        .map(
                            endpoint ->
                                new TokenSource.Oidc(
                                    URI.create(endpoint),
                                    json.text("revocationEndpoint").map(URI::create),
                                    client.get())));
    return source.map(
        from ->
            new Tokens(
                URI.create(api.get()),
                new Secret(access.get()),
                expiresAt.get(),
                json.text("refresh").map(Secret::new),
                from));
  }
}
