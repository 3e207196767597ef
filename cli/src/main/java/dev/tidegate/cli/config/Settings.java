package dev.tidegate.cli.config;

import dev.tidegate.wire.json.Json;
import java.util.Optional;

/// Where to find one profile's Tidegate and how to sign in to it. None of this is secret.
///
/// @param api the address of the HTTP API, without `/v1`
/// @param issuer the OpenID Connect issuer
/// @param clientId the client id that the issuer registered for this program
/// @param region the AWS region for profiles and child processes
/// @param scope extra scopes to ask for, separated by spaces
/// @param callback the redirect address, for an issuer that requires a fixed one
/// @param cognitoEndpoint the Cognito endpoint for a sign-in by password, where it is not AWS's own
/// @param acrValues the issuer's `acr_values` for a sign-in with a second factor
public record Settings(
    Optional<String> api,
    Optional<String> issuer,
    Optional<String> clientId,
    Optional<String> region,
    Optional<String> scope,
    Optional<String> callback,
    Optional<String> cognitoEndpoint,
    Optional<String> acrValues) {

  /// Returns settings in which nothing is set.
  public static Settings none() {
    return read(Json.object().build());
  }

  /// Returns these settings, overridden by what `newer` sets.
  public Settings overlaid(Settings newer) {
    return new Settings(
        newer.api.or(() -> api),
        newer.issuer.or(() -> issuer),
        newer.clientId.or(() -> clientId),
        newer.region.or(() -> region),
        newer.scope.or(() -> scope),
        newer.callback.or(() -> callback),
        newer.cognitoEndpoint.or(() -> cognitoEndpoint),
        newer.acrValues.or(() -> acrValues));
  }

  static Settings read(Json json) {
    return new Settings(
        json.text("api"),
        json.text("issuer"),
        json.text("clientId"),
        json.text("region"),
        json.text("scope"),
        json.text("callback"),
        json.text("cognitoEndpoint"),
        json.text("acrValues"));
  }

  Json json() {
    return Json.object()
        .put("api", api)
        .put("issuer", issuer)
        .put("clientId", clientId)
        .put("region", region)
        .put("scope", scope)
        .put("callback", callback)
        .put("cognitoEndpoint", cognitoEndpoint)
        .put("acrValues", acrValues)
        .build();
  }
}
