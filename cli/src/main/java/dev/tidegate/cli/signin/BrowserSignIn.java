package dev.tidegate.cli.signin;

import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sign-in in the browser: authorization code with PKCE, back to a port on 127.0.0.1 (RFC 8252).
///
/// The state, nonce, issuer and audience of the response are checked. The person has five minutes.
///
/// @param callback the redirect addresses, where the defaults do not apply
/// @param secondFactor set when the sign-in must use one
public record BrowserSignIn(
    Tools tools,
    String issuer,
    String clientId,
    Optional<String> scope,
    Optional<String> callback,
    Optional<SecondFactorPrompt> secondFactor,
    Duration limit)
    implements SignIn {
  /// How long the person has to finish the sign-in.
  public static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public SignedIn run(URI api) {
    Issuer found = Issuer.discover(tools.http(), issuer);
    URI authorization =
        found
            .authorization()
            .orElseThrow(
                () ->
                    CommandFailure.of(
                        ExitCode.NOT_SIGNED_IN, issuer + " has no sign-in by browser."));
    Pkce pkce = Pkce.fresh();
    String state = Pkce.random();
    String nonce = Pkce.random();
    try (Loopback loopback = Loopback.at(CallbackAddresses.of(callback, issuer), state)) {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("response_type", "code");
      query.put("client_id", clientId);
      query.put("redirect_uri", loopback.redirect().toString());
      query.put("scope", found.scope(scope));
      query.put("state", state);
      query.put("nonce", nonce);
      query.put("code_challenge", pkce.challenge());
      query.put("code_challenge_method", "S256");
      secondFactor.ifPresent(factor -> query.putAll(factor.asked(issuer)));
      invite(
          URI.create(
              authorization
                  + (authorization.getRawQuery() == null ? "?" : "&")
                  + Addresses.form(query)));
      String code = code(found, loopback.await(limit));
      IssuedTokens issued = redeem(found, code, loopback.redirect(), pkce);
      check(found, issued, nonce);
      secondFactor.ifPresent(factor -> factor.check(issuer, issued));
      return SignedIn.of(api, issued, found.source(clientId));
    }
  }

  private void invite(URI address) {
    boolean opened = tools.shell().browser().open(address);
    tools
        .shell()
        .say(
            (opened
                    ? "Your browser opens to sign you in. If it does not, open:"
                    : "Open this to sign in:")
                + "\n  "
                + address);
  }

  private static String code(Issuer issuer, Map<String, String> answer) {
    Optional<String> named = Optional.ofNullable(answer.get("iss"));
    if (named.isPresent() ? !named.get().equals(issuer.name()) : issuer.namesItself()) {
      throw CommandFailure.of(
          ExitCode.NOT_SIGNED_IN, "The answer comes from another issuer; it was not used.");
    }
    if (answer.containsKey("error")) {
      throw refused(String.valueOf(answer.get("error")));
    }
    return Optional.ofNullable(answer.get("code"))
        .orElseThrow(
            () -> CommandFailure.of(ExitCode.NOT_SIGNED_IN, "The issuer's answer holds no code."));
  }

  private IssuedTokens redeem(Issuer issuer, String code, URI redirect, Pkce pkce) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect.toString());
    form.put("client_id", clientId);
    form.put("code_verifier", pkce.verifier().value());
    return switch (new TokenEndpoint(tools.http(), issuer.token()).ask(form, tools.now())) {
      case TokenEndpoint.Answer.Granted(IssuedTokens issued) -> issued;
      case TokenEndpoint.Answer.Denied(String error) -> throw refused(error);
    };
  }

  private void check(Issuer issuer, IssuedTokens issued, String nonce) {
    TokenClaims claims =
        TokenClaims.of(
            issued
                .identity()
                .orElseThrow(
                    () ->
                        CommandFailure.of(ExitCode.NOT_SIGNED_IN, "The issuer sent no ID token.")));
    boolean ours =
        claims.text("nonce").filter(nonce::equals).isPresent()
            && claims.text("iss").filter(issuer.name()::equals).isPresent()
            && claims.isFor(clientId);
    if (!ours) {
      throw CommandFailure.of(
          ExitCode.NOT_SIGNED_IN,
          "The ID token belongs to another sign-in; it was not used.",
          "run: tidegate login");
    }
  }

  private static CommandFailure refused(String error) {
    String shown = error.matches("[a-z_ 0-9]{1,60}") ? error : "an unknown error";
    return CommandFailure.of(
        ExitCode.NOT_SIGNED_IN, "The issuer refused the sign-in: " + shown + ".");
  }
}
