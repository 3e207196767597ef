package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One call by an authenticated caller.
///
/// @param caller the caller, from the verified token alone
/// @param path the path parameters
/// @param query the query parameters, decoded
/// @param headers by lower-case name
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

  /// Returns a header by its lower-case name.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
  }

  /// Returns the caller only, and nothing of what was sent.
  @Override
  public String toString() {
    return "Call[" + caller.id().canonical() + "]";
  }
}
