package dev.tidegate.adapters.lambda.event;

import dev.tidegate.core.drift.StrayRemoval;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.util.Optional;

/// The event for a drift check that a person started:
/// `{"run":"...","askedBy":{"issuer","subject","label"}}`.
public record AskedCheck(String run, Actor.Person by) {
  public AskedCheck {
    StrayRemoval.RUN.require("run", run);
  }

  /// Reads an event; empty when it is of another kind.
  ///
  /// @throws IllegalArgumentException when it is of this kind and a part of it is invalid
  public static Optional<AskedCheck> read(Json event) {
    return event
        .at("askedBy")
        .filter(Json.Obj.class::isInstance)
        .map(
            by ->
                new AskedCheck(
                    text(event, "run"),
                    new Actor.Person(
                        new PrincipalId(text(by, "issuer"), text(by, "subject")),
                        text(by, "label"))));
  }

  /// Returns the event as JSON.
  public String text() {
    Json.Builder asked = Json.object();
    asked.put("issuer", by.principal().issuer());
    asked.put("subject", by.principal().subject());
    asked.put("label", by.label());
    return JsonWriter.compact(Json.object().put("run", run).put("askedBy", asked.build()).build());
  }

  private static String text(Json parts, String name) {
    return parts
        .string(name)
        .orElseThrow(() -> new IllegalArgumentException(name + ": a text expected"));
  }
}
