package dev.tidegate.adapters.lambda.event;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;

/// The event about one grant, `{"grantId":"g-..."}`, as sent by schedules and by the sweep.
public final class GrantEvent {
  private GrantEvent() {}

  /// Reads an event.
  ///
  /// @throws IllegalArgumentException when it is of another kind; the message says what was
  ///   expected
  public static GrantId read(Json event) {
    return event
        .string("grantId")
        .filter(GrantId::matches)
        .map(GrantId::new)
        .orElseThrow(GrantEvent::other);
  }

  private static IllegalArgumentException other() {
    return new IllegalArgumentException(
        "an event with a grantId (g- and 16 characters), or with the Records of a stream,"
            + " expected");
  }

  /// Returns the event as JSON.
  public static String write(GrantId grant) {
    return JsonWriter.compact(Json.object().put("grantId", grant.text()).build());
  }
}
