package dev.tidegate.cli.signin;

import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.http.HttpCall;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps one profile signed in: returns the access token, and renews it shortly before it expires.
///
/// Processes that find the token stale at the same time take turns, and the later ones use the
/// token that the first one got: an issuer that rotates refresh tokens accepts each only once.
public record TokenRenewal(Http http, TokenFile file) {
  /// Returns a token that can be sent to this API now.
  ///
  /// @throws CommandFailure with exit code 3 when nobody is signed in, or when the sign-in has
  ///   expired or is for another API
  public Secret token(URI api, Instant now) {
    Tokens tokens = required(api);
    return tokens.stale(now) ? renewed(api, tokens.access(), now) : tokens.access();
  }

  /// Returns a token other than `turnedDown`, which the API has just refused.
  public Secret renewed(URI api, Secret turnedDown, Instant now) {
    return file.locked(
        () -> {
          Tokens tokens = required(api);
          if (!tokens.access().equals(turnedDown) && !tokens.stale(now)) {
            return tokens.access();
          }
          Secret refresh = tokens.refresh().orElseThrow(TokenRenewal::runOut);
          Tokens fresh =
              tokens.renewed(
                  renew(tokens.source(), refresh, now).orElseThrow(TokenRenewal::runOut));
          file.write(fresh);
          return fresh.access();
        });
  }

  /// Revokes the refresh token at the issuer; returns true when there was none or the issuer
  /// confirmed.
  public boolean giveBack(Tokens tokens) {
    Optional<Secret> refresh = tokens.refresh();
    if (refresh.isEmpty()) {
      return true;
    }
    try {
      return switch (tokens.source()) {
        case TokenSource.Oidc(URI _, Optional<URI> revocation, String client) ->
            revocation.isPresent()
                && http.send(revoke(revocation.get(), client, refresh.get())).ok();
        case TokenSource.Cognito pool -> new CognitoPool(http, pool).revoke(refresh.get());
      };
    } catch (CommandFailure _) {
      return false;
    }
  }

  private Optional<IssuedTokens> renew(TokenSource source, Secret refresh, Instant now) {
    return switch (source) {
      case TokenSource.Cognito pool -> new CognitoPool(http, pool).renew(refresh, now);
      case TokenSource.Oidc(URI endpoint, Optional<URI> _, String client) -> {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refresh.value());
        form.put("client_id", client);
        yield switch (new TokenEndpoint(http, endpoint).ask(form, now)) {
          case TokenEndpoint.Answer.Granted(IssuedTokens issued) -> Optional.of(issued);
          case TokenEndpoint.Answer.Denied(String _) -> Optional.empty();
        };
      }
    };
  }

  private static HttpCall revoke(URI endpoint, String client, Secret refresh) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", refresh.value());
    form.put("token_type_hint", "refresh_token");
    form.put("client_id", client);
    return HttpCall.form(endpoint, form);
  }

  private Tokens required(URI api) {
    Tokens tokens =
        file.read()
            .orElseThrow(
                () ->
                    CommandFailure.of(
                        ExitCode.NOT_SIGNED_IN, "You are not signed in.", "run: tidegate login"));
    if (!tokens.api().equals(api)) {
      throw CommandFailure.of(
          ExitCode.NOT_SIGNED_IN,
          "You are signed in for "
              + tokens.api()
              + ", not for "
              + api
              + "; a token goes to its own API only.",
          "run: tidegate login --api " + api);
    }
    return tokens;
  }

  private static CommandFailure runOut() {
    return CommandFailure.of(
        ExitCode.NOT_SIGNED_IN, "Your sign-in has run out.", "run: tidegate login");
  }
}
