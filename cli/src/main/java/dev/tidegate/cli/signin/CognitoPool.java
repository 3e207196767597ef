package dev.tidegate.cli.signin;

import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.http.HttpCall;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// The unsigned calls of Cognito's user pool API that a public client may make.
record CognitoPool(Http http, TokenSource.Cognito source) {
  /// Signs in with a user name and password.
  IssuedTokens password(String user, Secret password, Instant now) {
    Json parameters = Json.object().put("USERNAME", user).put("PASSWORD", password.value()).build();
    return initiate("USER_PASSWORD_AUTH", parameters, now)
        .orElseThrow(
            () ->
                CommandFailure.of(
                    ExitCode.NOT_SIGNED_IN,
                    "The pool does not accept this name and password.",
                    "check both; the pool's client must allow USER_PASSWORD_AUTH"));
  }

  /// Renews the tokens; empty when the refresh token is no longer valid.
  Optional<IssuedTokens> renew(Secret refresh, Instant now) {
    return initiate(
        "REFRESH_TOKEN_AUTH", Json.object().put("REFRESH_TOKEN", refresh.value()).build(), now);
  }

  /// Revokes the refresh token and returns whether the pool confirmed it.
  boolean revoke(Secret refresh) {
    Json body =
        Json.object().put("ClientId", source.clientId()).put("Token", refresh.value()).build();
    return call("RevokeToken", body).ok();
  }

  private Optional<IssuedTokens> initiate(String flow, Json parameters, Instant now) {
    Json body =
        Json.object()
            .put("AuthFlow", flow)
            .put("ClientId", source.clientId())
            .put("AuthParameters", parameters)
            .build();
    HttpReply reply = call("InitiateAuth", body);
    Json answer = reply.json().orElse(Json.object().build());
    if (reply.ok()) {
      answer.text("ChallengeName").ifPresent(CognitoPool::refuseChallenge);
      return Optional.of(
          IssuedTokens.cognito(answer, now)
              .orElseThrow(
                  () ->
                      CommandFailure.of(
                          ExitCode.NOT_SIGNED_IN, "The pool's answer holds no access token.")));
    }
    String type = answer.text("__type").orElse("");
    String name = type.substring(type.indexOf('#') + 1);
    return switch (name) {
      case "NotAuthorizedException", "UserNotFoundException" -> Optional.empty();
      case "PasswordResetRequiredException" ->
          throw CommandFailure.of(
              ExitCode.NOT_SIGNED_IN,
              "This password must be reset first.",
              "sign in by browser once");
      case "UserNotConfirmedException" ->
          throw CommandFailure.of(ExitCode.NOT_SIGNED_IN, "This user is not confirmed yet.");
      default ->
          throw reply.status() >= 500 || name.equals("TooManyRequestsException")
              ? CommandFailure.of(
                  ExitCode.UNREACHABLE, "The pool is not able to answer now.", "try again")
              : CommandFailure.of(
                  ExitCode.NOT_SIGNED_IN,
                  "The pool refused the sign-in (status " + reply.status() + ").",
                  "check --client-id, and that the client allows USER_PASSWORD_AUTH and has no"
                      + " secret");
    };
  }

  private HttpReply call(String operation, Json body) {
    URI endpoint = source.endpoint();
    return http.send(
        new HttpCall("POST", endpoint, java.util.Map.of(), Optional.empty())
            .with("application/x-amz-json-1.1", JsonWriter.compact(body))
            .header("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation));
  }

  private static void refuseChallenge(String name) {
    String shown = name.matches("[A-Z_0-9]{1,40}") ? name : "an unknown step";
    throw CommandFailure.of(
        ExitCode.NOT_SIGNED_IN,
        "The pool asks for more than a password (" + shown + ").",
        "run: tidegate login (browser), which can answer it");
  }
}
