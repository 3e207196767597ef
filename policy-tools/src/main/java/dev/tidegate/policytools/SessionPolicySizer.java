package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.Permission;
import java.util.List;

/// Measures the session policy of permissions.
@FunctionalInterface
public interface SessionPolicySizer {
  /// Returns the number of characters of the session policy as it is sent to STS.
  int characters(List<Permission> permissions);
}
