package dev.tidegate.cli.http;

import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.json.JsonText;
import java.util.Map;
import java.util.Optional;

/// What came back, whatever the status. Header names are in lower case. Its text form shows the
/// status alone.
public record HttpReply(int status, Map<String, String> headers, String body) {
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /// True for 2xx.
  public boolean ok() {
    return status / 100 == 2;
  }

  /// A header, when it was sent.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The body as JSON, when it is JSON.
  public Optional<Json> json() {
    return JsonText.read(body);
  }

  @Override
  public String toString() {
    return "status " + status;
  }
}
