package dev.tidegate.adapters.lambda.event;

import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.core.drift.StrayRemoval;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.PrincipalId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A check of the target accounts that a person asked for:
/// `{"run":"...","askedBy":{"issuer","subject","label"}}`.
public record AskedCheck(String run, Actor.Person by) {
  public AskedCheck {
    StrayRemoval.RUN.require("run", run);
  }

  /// Reads it; nothing when the event is about something else.
  ///
  /// @throws IllegalArgumentException when it is one and a part of it is not as it must be
  public static Optional<AskedCheck> read(Map<String, Object> event) {
    return event.get("askedBy") instanceof Map<?, ?> by
        ? Optional.of(
            new AskedCheck(
                text(event, "run"),
                new Actor.Person(
                    new PrincipalId(text(by, "issuer"), text(by, "subject")), text(by, "label"))))
        : Optional.empty();
  }

  /// Writes it.
  public String text() {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("issuer", by.principal().issuer());
    asked.put("subject", by.principal().subject());
    asked.put("label", by.label());
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("run", run);
    event.put("askedBy", asked);
    return Json.write(event);
  }

  private static String text(Map<?, ?> parts, String name) {
    if (parts.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + ": a text expected");
  }
}
