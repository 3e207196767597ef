package dev.tidegate.adapters.signin;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.grant.ConsoleSignIn;
import dev.tidegate.core.entitlement.Account;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Creates a console sign-in URL with one call of the federation endpoint of the account's
/// partition.
///
/// The credentials go in the body of a POST, so no proxy or access log sees them. No
/// SessionDuration is sent: it fails for credentials from role chaining, and without it the console
/// session lasts as long as they do. An endpoint that does not answer is tried twice, for at most
/// six seconds each. The body of an error response is never shown or logged. [AWS: IAM UG, "Enable
/// custom identity broker access to the AWS console"]
public final class FederationSignIn implements ConsoleSignIn {
  private final Optional<URI> endpoint;
  private final Optional<URI> issuer;
  private final SigninTokens tokens;

  /// @param endpoint replaces the partition's own endpoint
  /// @param issuer the page to which the console sends people when the session has ended
  public FederationSignIn(Optional<URI> endpoint, Optional<URI> issuer) {
    this.endpoint = endpoint;
    this.issuer = issuer;
    this.tokens = new SigninTokens();
  }

  @Override
  public URI url(Credentials credentials, Account account) {
    URI federation = endpoint.orElseGet(() -> Hosts.federation(account));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("Action", "login");
    issuer.ifPresent(url -> query.put("Issuer", url.toString()));
    query.put("Destination", Hosts.console(account).toString());
    query.put("SigninToken", tokens.get(federation, credentials));
    return URI.create(federation + "?" + form(query));
  }

  /// Encodes fields as `application/x-www-form-urlencoded`.
  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
