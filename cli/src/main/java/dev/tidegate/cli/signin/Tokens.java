package dev.tidegate.cli.signin;

import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.json.JsonText;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a sign-in yields: the access token that goes to one API, until when it holds, and how to
/// renew it.
///
/// @param api the API it was obtained for; it is sent to no other
public record Tokens(
    URI api, Secret access, Instant expiresAt, Optional<Secret> refresh, TokenSource source) {
  /// Renewed this long before the end, so that a call that starts now still finds it valid.
  private static final Duration EARLY = Duration.ofSeconds(60);

  /// True when it should be renewed before it is used.
  public boolean stale(Instant now) {
    return !now.isBefore(expiresAt.minus(EARLY));
  }

  /// The same sign-in with a renewed access token. An issuer that rotates refresh tokens sends a
  /// new one with it.
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
    return JsonText.pretty(json.build()) + "\n";
  }

  static Optional<Tokens> read(String text) {
    try {
      return JsonText.read(text).flatMap(Tokens::read);
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
