package dev.tidegate.cli.signin;

import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.http.HttpCall;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A client of an OAuth token endpoint.
record TokenEndpoint(Http http, URI address) {
  /// The response of the endpoint.
  sealed interface Answer {
    /// Tokens.
    record Granted(IssuedTokens issued) implements Answer {}

    /// An OAuth error, by its code.
    record Denied(String error) implements Answer {}
  }

  /// Requests tokens. The issuer's description of an error is dropped: some issuers repeat in it
  /// what they were sent.
  Answer ask(Map<String, String> form, Instant now) {
    HttpReply reply = http.send(HttpCall.form(address, form));
    Optional<Json> body = reply.json();
    if (reply.ok()) {
      return body.flatMap(answer -> IssuedTokens.oauth(answer, now))
          .<Answer>map(Answer.Granted::new)
          .orElseThrow(
              () ->
                  CommandFailure.of(
                      ExitCode.NOT_SIGNED_IN, "The issuer's answer holds no access token."));
    }
    if (reply.status() >= 500 || reply.status() == 429) {
      throw CommandFailure.of(
          ExitCode.UNREACHABLE,
          "The issuer is not able to answer now (status " + reply.status() + ").",
          "try again");
    }
    return new Answer.Denied(
        body.flatMap(answer -> answer.text("error")).orElse("status " + reply.status()));
  }
}
