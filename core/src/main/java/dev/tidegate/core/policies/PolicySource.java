package dev.tidegate.core.policies;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Policy;

/// Provides the policy that is in force now. Before the first push, it is an empty one, which
/// refuses everything.
public interface PolicySource {
  /// Returns the policy in force. Throws a [Fault] when it cannot be read, rather than return an
  /// older one.
  Policy current();
}
