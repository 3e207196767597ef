package dev.tidegate.adapters.lambda.event;

import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.drift.StrayRemoval;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What `audit` asks `end-grant` to set right: `{"remove":{"run","account","role","policy",
/// "witness"}}` or `{"putBack":{"run","grantId"}}`.
public sealed interface Correction {
  /// One inline policy is to be removed.
  record Remove(StrayRemoval removal) implements Correction {}

  /// The cut of an Ended grant is to be put back.
  record PutBack(String run, GrantId grant) implements Correction {}

  /// Reads it; nothing when the event is about something else.
  ///
  /// @throws IllegalArgumentException when it is one and a part of it is not as it must be
  static Optional<Correction> read(Map<String, Object> event) {
    if (event.get("remove") instanceof Map<?, ?> remove) {
      return Optional.of(
          new Remove(
              new StrayRemoval(
                  text(remove, "run"),
                  text(remove, "account"),
                  text(remove, "role"),
                  text(remove, "policy"),
                  remove.containsKey("witness")
                      ? Optional.of(new GrantId(text(remove, "witness")))
                      : Optional.empty())));
    }
    if (event.get("putBack") instanceof Map<?, ?> putBack) {
      String run = text(putBack, "run");
      StrayRemoval.RUN.require("run", run);
      return Optional.of(new PutBack(run, new GrantId(text(putBack, "grantId"))));
    }
    return Optional.empty();
  }

  /// Writes it.
  default String text() {
    Map<String, Object> parts = new LinkedHashMap<>();
    return switch (this) {
      case Remove(StrayRemoval removal) -> {
        parts.put("run", removal.run());
        parts.put("account", removal.account());
        parts.put("role", removal.role());
        parts.put("policy", removal.policy());
        parts.put("witness", removal.witness().map(GrantId::text));
        yield Json.write(Map.of("remove", parts));
      }
      case PutBack(String run, GrantId grant) -> {
        parts.put("run", run);
        parts.put("grantId", grant.text());
        yield Json.write(Map.of("putBack", parts));
      }
    };
  }

  private static String text(Map<?, ?> parts, String name) {
    if (parts.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + ": a text expected");
  }
}
