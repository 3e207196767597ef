package dev.tidegate.adapters.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An HTTP answer. It is never cacheable, since some answers contain secrets.
///
/// @param code set when the answer is a problem
public record Reply(
    int status, Map<String, String> headers, String body, Optional<ProblemCode> code) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  /// Returns an answer in JSON.
  public static Reply json(int status, Json tree) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/json"),
        JsonWriter.compact(tree),
        Optional.empty());
  }

  /// Returns an answer of another content type.
  public static Reply text(String type, String text) {
    return new Reply(200, Map.of("Content-Type", type), text, Optional.empty());
  }

  /// Returns this answer with one more header.
  public Reply with(String header, String value) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(header, value);
    return new Reply(status, all, body, code);
  }

  /// Marks an answer as the repeated result of an earlier call.
  public Reply replayed(boolean repeated) {
    return repeated ? with("Idempotent-Replay", "true") : this;
  }

  APIGatewayV2HTTPResponse response() {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Cache-Control", "no-store");
    all.put("X-Content-Type-Options", "nosniff");
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(all)
        .withBody(body)
        .withIsBase64Encoded(false)
        .build();
  }

  /// Returns the status and the code only, since a body may contain a secret.
  @Override
  public String toString() {
    return "Reply[" + status + code.map(problem -> " " + problem.word()).orElse("") + "]";
  }
}
