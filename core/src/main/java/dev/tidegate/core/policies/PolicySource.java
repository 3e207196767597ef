package dev.tidegate.core.policies;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Policy;

/// Gives the policy that is current now. With none pushed yet it is an empty one, which refuses
/// everything.
public interface PolicySource {
  /// Returns the current policy; a [Fault] when it cannot be read: never an older one in its place.
  Policy current();
}
