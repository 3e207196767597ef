package dev.tidegate.cli.http;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.util.Map;
import java.util.Optional;

/// The reply to an [HttpCall], whatever its status. Header names are in lower case. Its text form
/// shows the status alone.
public record HttpReply(int status, Map<String, String> headers, String body) {
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /// Returns whether the status is 2xx.
  public boolean ok() {
    return status / 100 == 2;
  }

  /// Returns a header by its lower-case name, when it was sent.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// Returns the body as JSON, or empty when it is not JSON.
  public Optional<Json> json() {
    return JsonReader.ANSWER.tree(body);
  }

  @Override
  public String toString() {
    return "status " + status;
  }
}
