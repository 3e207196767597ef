package dev.tidegate.adapters.lambda.event;

import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.core.access.GrantId;
import java.util.Map;

/// The event about one grant, `{"grantId":"g-..."}`: from the end's schedule, from the sweep.
public final class GrantEvent {
  private GrantEvent() {}

  /// Reads it.
  ///
  /// @throws IllegalArgumentException when it is something else; says what was expected
  public static GrantId read(Map<String, Object> event) {
    if (event.get("grantId") instanceof String id && GrantId.matches(id)) {
      return new GrantId(id);
    }
    throw new IllegalArgumentException(
        "an event with a grantId (g- and 16 characters), or with the Records of a stream,"
            + " expected");
  }

  /// Writes it.
  public static String write(GrantId grant) {
    return Json.write(Map.of("grantId", grant.text()));
  }
}
