package dev.tidegate.core.access.assess;

import dev.tidegate.core.entitlement.Permission;
import java.time.Instant;
import java.util.List;

/// Writes IAM policy documents, as short as possible.
public interface PolicyDocuments {
  /// Returns the session policy: it allows `permissions`, and denies everything from `end` on. It
  /// may be longer than STS accepts, which the caller checks. Without permissions it denies
  /// everything.
  String session(List<Permission> permissions, Instant end);

  /// Returns the temporary policy, in which every statement allows only until `end`.
  String temporary(List<Permission> permissions, Instant end);
}
