package dev.tidegate.functions.policies;

import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.wire.api.RequestJson;
import dev.tidegate.wire.json.Json;
import java.util.Optional;

/// Shows versions of the policy: hash, number, when, by whom.
final class VersionViews {
  private final PolicyVersions versions;

  VersionViews(PolicyVersions versions) {
    this.versions = versions;
  }

  /// Shows the current version. Its event, which takes one more read, tells who made it current.
  Json of(PolicyVersions.Version version) {
    Optional<AuditEvent> event =
        versions.history(PageRequest.first(1)).items().stream()
            .filter(newest -> newest.seq() == version.number())
            .findFirst();
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

  static Json of(AuditEvent event, int current) {
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
