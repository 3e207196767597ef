package dev.tidegate.cli.api;

import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.http.Call;
import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.http.Reply;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.json.JsonText;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Pause;
import dev.tidegate.cli.signin.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Calls of the HTTP API as the signed-in person.
///
/// A busy server (429, 503) is asked up to three times, after as long as it says but at most 10 s.
/// A token that is turned down is renewed once.
public record Api(Http http, URI base, Bearer bearer, Pause pause) {
  private static final int TRIES = 3;
  private static final long LONGEST_PAUSE = 10;

  /// Reads something.
  public Answer get(String path) {
    return send(Call.get(Addresses.below(base, path)));
  }

  /// Reads something, with parameters.
  public Answer get(String path, Map<String, String> query) {
    return get(query.isEmpty() ? path : path + "?" + Addresses.form(query));
  }

  /// Does something that takes no body.
  public Answer post(String path) {
    return send(call("POST", path));
  }

  /// Does something.
  public Answer post(String path, Json body) {
    return send(call("POST", path).with("application/json", JsonText.compact(body)));
  }

  /// Submits under a key, so that a submit which broke off is sent again without making a second
  /// request.
  public Answer submit(String path, Json body, String key) {
    Call call =
        call("POST", path)
            .with("application/json", JsonText.compact(body))
            .header("Idempotency-Key", key);
    try {
      return send(call);
    } catch (Fault fault) {
      if (fault.code() != ExitCode.UNREACHABLE) {
        throw fault;
      }
      return send(call);
    }
  }

  /// Does something to a document.
  ///
  /// @param expected the version that it must still be
  public Answer post(String path, Json body, Optional<String> expected) {
    return send(
        over(call("POST", path).with("application/json", JsonText.compact(body)), expected));
  }

  /// Replaces a document.
  ///
  /// @param expected the version that it must still be
  public Answer put(String path, String contentType, String text, Optional<String> expected) {
    return send(over(call("PUT", path).with(contentType, text), expected));
  }

  private static Call over(Call call, Optional<String> expected) {
    return expected.map(hash -> call.header("If-Match", "\"" + hash + "\"")).orElse(call);
  }

  private Call call(String method, String path) {
    return new Call(
        method,
        Addresses.below(base, path),
        Map.of("Accept", "application/json"),
        Optional.empty());
  }

  private Answer send(Call call) {
    Secret token = bearer.token();
    Reply reply = patiently(call, token);
    if (reply.status() == 401) {
      Optional<Secret> other = bearer.instead(token);
      if (other.isPresent()) {
        reply = patiently(call, other.get());
      }
    }
    return reply.ok() ? new Answer.Done(reply) : new Answer.Refused(Problem.of(reply));
  }

  private Reply patiently(Call call, Secret token) {
    Call signed = call.header("Authorization", "Bearer " + token.value());
    Reply reply = http.send(signed);
    for (int tried = 1; tried < TRIES && busy(reply); tried++) {
      try {
        pause.of(Duration.ofSeconds(wait(reply, tried)));
      } catch (InterruptedException _) {
        return reply;
      }
      reply = http.send(signed);
    }
    return reply;
  }

  private static boolean busy(Reply reply) {
    return reply.status() == 429 || reply.status() == 503;
  }

  private static long wait(Reply reply, int tried) {
    long asked =
        reply
            .header("retry-after")
            .filter(text -> text.matches("\\d{1,4}"))
            .map(Long::parseLong)
            .orElse(0L);
    return Math.clamp(asked, tried, LONGEST_PAUSE);
  }
}
