package dev.tidegate.cli.signin;

import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.http.HttpCall;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The metadata of an OpenID Connect issuer, from its discovery document.
record Issuer(
    String name,
    Optional<URI> authorization,
    URI token,
    Optional<URI> device,
    Optional<URI> revocation,
    List<String> scopes,
    boolean namesItself) {

  Issuer {
    scopes = List.copyOf(scopes);
  }

  /// Fetches the discovery document. It must name the same issuer that it was requested for, and
  /// every address in it must be one that a secret may be sent to
  /// ([dev.tidegate.cli.http.Addresses]).
  static Issuer discover(Http http, String issuer) {
    URI base = Addresses.secure("the issuer", issuer);
    HttpReply reply =
        http.send(HttpCall.get(Addresses.below(base, "/.well-known/openid-configuration")));
    Json document =
        reply.ok()
            ? reply.json().orElseThrow(() -> wrong(issuer, "its discovery document is not JSON"))
            : missing(issuer, reply);
    if (!document.text("issuer").orElse("").equals(issuer)) {
      throw wrong(issuer, "its discovery document names another issuer");
    }
    return new Issuer(
        issuer,
        address(document, "authorization_endpoint"),
        address(document, "token_endpoint")
            .orElseThrow(() -> wrong(issuer, "it has no token endpoint")),
        address(document, "device_authorization_endpoint"),
        address(document, "revocation_endpoint"),
        document.texts("scopes_supported"),
        document.is("authorization_response_iss_parameter_supported"));
  }

  /// Returns the scopes to request: `openid`, those that were set, and `offline_access` where the
  /// issuer supports it, because some issue a refresh token only then. For the Cognito pool of
  /// template.yaml, its API requires `tidegate/use`.
  String scope(Optional<String> set) {
    Set<String> wanted = new LinkedHashSet<>(List.of("openid"));
    String usual = cognito(name) ? "tidegate/use" : "";
    wanted.addAll(List.of(set.orElse(usual).strip().split("\\s+")));
    if (scopes.contains("offline_access")) {
      wanted.add("offline_access");
    }
    wanted.remove("");
    return String.join(" ", wanted);
  }

  /// Returns whether `issuer` is a Cognito user pool.
  static boolean cognito(String issuer) {
    return issuer.startsWith("https://cognito-idp.");
  }

  /// Returns where its tokens are renewed.
  TokenSource source(String clientId) {
    return new TokenSource.Oidc(token, revocation, clientId);
  }

  private static Optional<URI> address(Json document, String field) {
    return document.text(field).map(text -> Addresses.secure("the issuer's " + field, text));
  }

  private static Json missing(String issuer, HttpReply reply) {
    throw wrong(issuer, "it has no discovery document (status " + reply.status() + ")");
  }

  private static CommandFailure wrong(String issuer, String why) {
    return CommandFailure.of(
        ExitCode.NOT_SIGNED_IN, "Cannot sign in at " + issuer + ": " + why + ".", "check --issuer");
  }
}
