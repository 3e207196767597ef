package dev.tidegate.cli.api;

import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.http.HttpCall;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Pause;
import dev.tidegate.cli.signin.Secret;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Calls the HTTP API as the signed-in person.
///
/// A busy server (429, 503) is called up to three times, after the delay that it states but at most
/// 10 s. A refused token is renewed once.
///
/// When the gateway answers instead of the function (429 or 5xx without one of Tidegate's codes),
/// calls that may be repeated are retried for two minutes, and the person is told. This happens
/// when a function was not called for 14 days, so that the first call only reactivates it, and when
/// an account has no concurrent execution free. [AWS: Lambda DG, "Troubleshooting SnapStart
/// errors"] Changes of the policy file are not retried, since the first attempt may have succeeded.
///
/// @param tell receives messages for the person while they wait
public record ApiClient(Http http, URI base, Bearer bearer, Pause pause, Consumer<String> tell) {
  private static final int TRIES = 3;
  private static final long LONGEST_PAUSE = 10;
  private static final List<Integer> GATEWAY_PAUSES = List.of(2, 4, 8, 16, 30, 30, 30);

  /// Sends a GET.
  public ApiAnswer get(String path) {
    return send(HttpCall.get(Addresses.below(base, path)), true);
  }

  /// Sends a GET with query parameters.
  public ApiAnswer get(String path, Map<String, String> query) {
    return get(query.isEmpty() ? path : path + "?" + Addresses.form(query));
  }

  /// Sends a POST without a body.
  public ApiAnswer post(String path) {
    return send(call("POST", path), true);
  }

  /// Sends a POST.
  public ApiAnswer post(String path, Json body) {
    return send(call("POST", path).with("application/json", JsonWriter.compact(body)), true);
  }

  /// Sends a POST with an idempotency key, so that an interrupted submission can be repeated
  /// without creating a second request.
  public ApiAnswer submit(String path, Json body, String key) {
    HttpCall call =
        call("POST", path)
            .with("application/json", JsonWriter.compact(body))
            .header("Idempotency-Key", key);
    try {
      return send(call, true);
    } catch (CommandFailure fault) {
      if (fault.code() != ExitCode.UNREACHABLE) {
        throw fault;
      }
      return send(call, true);
    }
  }

  /// Sends a POST about a document.
  ///
  /// @param expected the version that must still be current
  public ApiAnswer post(String path, Json body, Optional<String> expected) {
    return send(
        over(call("POST", path).with("application/json", JsonWriter.compact(body)), expected),
        false);
  }

  /// Replaces a document with a PUT.
  ///
  /// @param expected the version that must still be current
  public ApiAnswer put(String path, String contentType, String text, Optional<String> expected) {
    return send(over(call("PUT", path).with(contentType, text), expected), false);
  }

  private static HttpCall over(HttpCall call, Optional<String> expected) {
    return expected.map(hash -> call.header("If-Match", "\"" + hash + "\"")).orElse(call);
  }

  private HttpCall call(String method, String path) {
    return new HttpCall(
        method,
        Addresses.below(base, path),
        Map.of("Accept", "application/json"),
        Optional.empty());
  }

  private ApiAnswer send(HttpCall call, boolean repeatable) {
    Secret token = bearer.token();
    HttpReply reply = patiently(call, token, repeatable);
    if (reply.status() == 401) {
      Optional<Secret> other = bearer.instead(token);
      if (other.isPresent()) {
        reply = patiently(call, other.get(), repeatable);
      }
    }
    return reply.ok() ? new ApiAnswer.Done(reply) : new ApiAnswer.Refused(ServerProblem.of(reply));
  }

  private HttpReply patiently(HttpCall call, Secret token, boolean repeatable) {
    HttpCall signed = call.header("Authorization", "Bearer " + token.value());
    HttpReply reply = http.send(signed);
    for (int tried = 1; tried < TRIES && busy(reply) && !(repeatable && gateway(reply)); tried++) {
      if (!waited(wait(reply, tried))) {
        return reply;
      }
      reply = http.send(signed);
    }
    boolean told = false;
    for (int seconds : GATEWAY_PAUSES) {
      if (!repeatable || !gateway(reply)) {
        return reply;
      }
      if (!told) {
        tell.accept(
            "The server does not answer yet (status "
                + reply.status()
                + "). Trying again for up to two minutes...");
        told = true;
      }
      if (!waited(seconds)) {
        return reply;
      }
      reply = http.send(signed);
    }
    return reply;
  }

  private boolean waited(long seconds) {
    try {
      pause.of(Duration.ofSeconds(seconds));
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  private static boolean gateway(HttpReply reply) {
    return (reply.status() == 429 || reply.status() >= 500)
        && reply.json().flatMap(json -> json.text("code")).isEmpty();
  }

  private static boolean busy(HttpReply reply) {
    return reply.status() == 429 || reply.status() == 503;
  }

  private static long wait(HttpReply reply, int tried) {
    long asked =
        reply
            .header("retry-after")
            .filter(text -> text.matches("\\d{1,4}"))
            .map(Long::parseLong)
            .orElse(0L);
    return Math.clamp(asked, tried, LONGEST_PAUSE);
  }
}
