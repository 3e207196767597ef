package dev.tidegate.core.access.assess;

import dev.tidegate.core.entitlement.Permission;
import java.time.Instant;
import java.util.List;

/// Writes IAM policy documents, as short as they can be.
public interface PolicyDocuments {
  /// Returns the session policy: what `permissions` allow, and a Deny on everything from `end` on.
  /// It may be longer than STS takes: the caller checks. Never one that allows everything because
  /// nothing was asked.
  String session(List<Permission> permissions, Instant end);

  /// Returns the temporary policy: what `permissions` allow, each statement until `end` only.
  String temporary(List<Permission> permissions, Instant end);
}
