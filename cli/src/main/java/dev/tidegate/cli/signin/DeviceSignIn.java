package dev.tidegate.cli.signin;

import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.http.HttpCall;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sign-in on another device: the person types a short code into a browser elsewhere (RFC 8628).
public record DeviceSignIn(Tools tools, String issuer, String clientId, Optional<String> scope)
    implements SignIn {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
  private static final long INTERVAL = 5;
  private static final long LASTS = 600;

  @Override
  public SignedIn run(URI api) {
    Issuer found = Issuer.discover(tools.http(), issuer);
    URI device =
        found
            .device()
            .orElseThrow(
                () ->
                    CommandFailure.of(
                        ExitCode.NOT_SIGNED_IN,
                        issuer + " has no sign-in by device code.",
                        "run: tidegate login (browser), or tidegate login --password for a Cognito"
                            + " pool"));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", clientId);
    form.put("scope", found.scope(scope));
    HttpReply reply = tools.http().send(HttpCall.form(device, form));
    Json answer = reply.ok() ? reply.json().orElse(Json.object().build()) : Json.object().build();
    Secret code = new Secret(required(answer, "device_code"));
    URI page =
        Addresses.secure("the issuer's verification_uri", required(answer, "verification_uri"));
    tools
        .shell()
        .say("Open " + page + " on any device and enter the code:\n\n  " + userCode(answer) + "\n");
    Instant end = tools.now().plusSeconds(answer.number("expires_in").orElse(LASTS));
    return SignedIn.of(
        api,
        poll(found, code, answer.number("interval").orElse(INTERVAL), end),
        found.source(clientId));
  }

  private IssuedTokens poll(Issuer found, Secret code, long interval, Instant end) {
    TokenEndpoint endpoint = new TokenEndpoint(tools.http(), found.token());
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", GRANT);
    form.put("device_code", code.value());
    form.put("client_id", clientId);
    long seconds = Math.clamp(interval, 1, 60);
    while (true) {
      pause(seconds);
      if (!tools.now().isBefore(end)) {
        throw CommandFailure.of(
            ExitCode.TIMED_OUT, "Nobody entered the code in time.", "run: tidegate login --device");
      }
      switch (endpoint.ask(form, tools.now())) {
        case TokenEndpoint.Answer.Granted(IssuedTokens issued) -> {
          return issued;
        }
        case TokenEndpoint.Answer.Denied(String error) -> seconds = next(error, seconds);
      }
    }
  }

  private static long next(String error, long seconds) {
    return switch (error) {
      case "authorization_pending" -> seconds;
      case "slow_down" -> seconds + 5;
      case "access_denied" ->
          throw CommandFailure.of(ExitCode.NOT_SIGNED_IN, "The sign-in was denied in the browser.");
      case "expired_token" ->
          throw CommandFailure.of(
              ExitCode.TIMED_OUT,
              "Nobody entered the code in time.",
              "run: tidegate login --device");
      default ->
          throw CommandFailure.of(
              ExitCode.NOT_SIGNED_IN, "The issuer refused the sign-in by device code.");
    };
  }

  private void pause(long seconds) {
    try {
      tools.shell().pause().of(Duration.ofSeconds(seconds));
    } catch (InterruptedException _) {
      throw CommandFailure.of(ExitCode.NOT_SIGNED_IN, "The sign-in was broken off.");
    }
  }

  private static String userCode(Json answer) {
    String code = required(answer, "user_code");
    return code.matches("[\\p{Alnum} -]{1,40}")
        ? code
        : required(Json.object().build(), "user_code");
  }

  private static String required(Json answer, String field) {
    return answer
        .text(field)
        .orElseThrow(
            () ->
                CommandFailure.of(
                    ExitCode.NOT_SIGNED_IN,
                    "The issuer gave no device code (" + field + " is missing)."));
  }
}
