package dev.tidegate.adapters.lambda.event;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.drift.StrayRemoval;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.util.Optional;

/// The event by which `audit` asks `end-grant` to repair drift:
/// `{"remove":{"run","account","role","policy", "witness"}}` or `{"putBack":{"run","grantId"}}`.
public sealed interface Correction {
  /// Remove one inline policy.
  record Remove(StrayRemoval removal) implements Correction {}

  /// Restore the Deny of an Ended grant.
  record PutBack(String run, GrantId grant) implements Correction {}

  /// Reads an event; empty when it is of another kind.
  ///
  /// @throws IllegalArgumentException when it is of this kind and a part of it is invalid
  static Optional<Correction> read(Json event) {
    if (event.entries().get("remove") instanceof Json.Obj remove) {
      return Optional.of(
          new Remove(
              new StrayRemoval(
                  text(remove, "run"),
                  text(remove, "account"),
                  text(remove, "role"),
                  text(remove, "policy"),
                  remove.fields().containsKey("witness")
                      ? Optional.of(new GrantId(text(remove, "witness")))
                      : Optional.empty())));
    }
    if (event.entries().get("putBack") instanceof Json.Obj putBack) {
      String run = text(putBack, "run");
      StrayRemoval.RUN.require("run", run);
      return Optional.of(new PutBack(run, new GrantId(text(putBack, "grantId"))));
    }
    return Optional.empty();
  }

  /// Returns the event as JSON.
  default String text() {
    Json.Builder parts = Json.object();
    return switch (this) {
      case Remove(StrayRemoval removal) -> {
        parts.put("run", removal.run());
        parts.put("account", removal.account());
        parts.put("role", removal.role());
        parts.put("policy", removal.policy());
        parts.put("witness", removal.witness().map(GrantId::text));
        yield JsonWriter.compact(Json.object().put("remove", parts.build()).build());
      }
      case PutBack(String run, GrantId grant) -> {
        parts.put("run", run);
        parts.put("grantId", grant.text());
        yield JsonWriter.compact(Json.object().put("putBack", parts.build()).build());
      }
    };
  }

  private static String text(Json parts, String name) {
    return parts
        .string(name)
        .orElseThrow(() -> new IllegalArgumentException(name + ": a text expected"));
  }
}
