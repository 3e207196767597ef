package dev.tidegate.functions.policies;

import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.wire.api.PolicyVersionView;
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
    return PolicyVersionView.of(version, event);
  }
}
