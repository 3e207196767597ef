package dev.tidegate.wire.api;

import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.wire.json.Json;
import java.util.Optional;

/// A version of the policy file as the API shows it: hash, number, when, and by whom.
public final class PolicyVersionView {
  private PolicyVersionView() {}

  /// Shows the current version.
  ///
  /// @param event the event that made it current, which tells by whom; without it the version's own
  ///   label does
  public static Json of(PolicyVersions.Version version, Optional<AuditEvent> event) {
    Json.Builder view = Json.object();
    view.put("hash", version.hash().hex());
    view.put("number", version.number());
    view.put("at", version.at().toString());
    view.put(
        "actor",
        event
            .map(found -> RequestJson.actor(found.actorId(), found.actorLabel()))
            .orElseGet(() -> Json.object().put("label", version.by()).build()));
    return view.build();
  }

  /// Shows a version by the event that made it current at the time.
  ///
  /// @param current the number of the version that is current now
  public static Json of(AuditEvent event, int current) {
    Json.Builder view = Json.object();
    view.put("hash", event.details().getOrDefault("hash", ""));
    view.put("number", event.seq());
    view.put("at", event.at().toString());
    view.put("actor", RequestJson.actor(event.actorId(), event.actorLabel()));
    view.put("type", event.type().word());
    view.put(
        "reason",
        Optional.ofNullable(event.details().get("reason")).filter(reason -> !reason.isBlank()));
    view.put("current", event.seq() == current);
    return view.build();
  }
}
