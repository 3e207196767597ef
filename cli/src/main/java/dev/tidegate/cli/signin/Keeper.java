package dev.tidegate.cli.signin;

import dev.tidegate.cli.http.Call;
import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps one profile signed in: gives the access token, and renews it shortly before it ends.
///
/// Processes that find it stale at the same time take turns, and the later ones use what the first
/// one got: an issuer that rotates refresh tokens takes each only once.
public record Keeper(Http http, TokenFile file) {
  /// A token that can be sent to this API now.
  ///
  /// @throws Fault with exit code 3 when nobody is signed in, or the sign-in has run out, or was
  ///   made for another API
  public Secret token(URI api, Instant now) {
    Tokens tokens = required(api);
    return tokens.stale(now) ? renewed(api, tokens.access(), now) : tokens.access();
  }

  /// A token other than the one that the API just turned down.
  public Secret renewed(URI api, Secret turnedDown, Instant now) {
    return file.locked(
        () -> {
          Tokens tokens = required(api);
          if (!tokens.access().equals(turnedDown) && !tokens.stale(now)) {
            return tokens.access();
          }
          Secret refresh = tokens.refresh().orElseThrow(Keeper::runOut);
          Tokens fresh =
              tokens.renewed(renew(tokens.source(), refresh, now).orElseThrow(Keeper::runOut));
          file.write(fresh);
          return fresh.access();
        });
  }

  /// Gives the refresh token back to the issuer; true when there was none or the issuer has taken
  /// it.
  public boolean giveBack(Tokens tokens) {
    Optional<Secret> refresh = tokens.refresh();
    if (refresh.isEmpty()) {
      return true;
    }
    try {
      return switch (tokens.source()) {
        case Source.Oidc(URI _, Optional<URI> revocation, String client) ->
            revocation.isPresent()
                && http.send(revoke(revocation.get(), client, refresh.get())).ok();
        case Source.Cognito pool -> new CognitoPool(http, pool).revoke(refresh.get());
      };
    } catch (Fault _) {
      return false;
    }
  }

  private Optional<Issued> renew(Source source, Secret refresh, Instant now) {
    return switch (source) {
      case Source.Cognito pool -> new CognitoPool(http, pool).renew(refresh, now);
      case Source.Oidc(URI endpoint, Optional<URI> _, String client) -> {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refresh.value());
        form.put("client_id", client);
        yield switch (new TokenEndpoint(http, endpoint).ask(form, now)) {
          case TokenEndpoint.Answer.Granted(Issued issued) -> Optional.of(issued);
          case TokenEndpoint.Answer.Denied(String _) -> Optional.empty();
        };
      }
    };
  }

  private static Call revoke(URI endpoint, String client, Secret refresh) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", refresh.value());
    form.put("token_type_hint", "refresh_token");
    form.put("client_id", client);
    return Call.form(endpoint, form);
  }

  private Tokens required(URI api) {
    Tokens tokens =
        file.read()
            .orElseThrow(
                () ->
                    Fault.of(
                        ExitCode.NOT_SIGNED_IN, "You are not signed in.", "run: tidegate login"));
    if (!tokens.api().equals(api)) {
      throw Fault.of(
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

  private static Fault runOut() {
    return Fault.of(ExitCode.NOT_SIGNED_IN, "Your sign-in has run out.", "run: tidegate login");
  }
}
