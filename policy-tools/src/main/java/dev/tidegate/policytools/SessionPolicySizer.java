package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.Permission;
import java.util.List;

/// Knows how long the session policy of some permissions gets.
@FunctionalInterface
public interface SessionPolicySizer {
  /// Returns the characters of the session policy, as it is sent to STS.
  int characters(List<Permission> permissions);
}
