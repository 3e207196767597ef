package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One call by a known caller.
///
/// @param caller who calls, from the authorizer's claims alone
/// @param path parameters of the path
/// @param query parameters of the query, decoded
/// @param headers by their names in lower case
/// @param body as sent
/// @param now the whole second in which the call arrived
public record Call(
    Principal caller,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    Body body,
    Instant now) {
  public Call {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /// Returns the `{id}` of the path; empty when there is none.
  public String id() {
    return path.getOrDefault("id", "");
  }

  /// Returns a header by its name in lower case.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
  }

  /// Says who calls, and nothing of what was sent.
  @Override
  public String toString() {
    return "Call[" + caller.id().canonical() + "]";
  }
}
