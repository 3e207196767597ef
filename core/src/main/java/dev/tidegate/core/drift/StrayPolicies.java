package dev.tidegate.core.drift;

import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.entitlement.Account;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Looks at inline policies of a role with what ends grants may do there, and removes one.
public interface StrayPolicies {
  /// Returns the names of Tidegate's inline policies on a role; none when it does not exist.
  Set<InlinePolicyName> names(Account account, String role);

  /// Reads an inline policy; nothing when it, or its role, does not exist.
  Optional<String> document(Account account, String role, InlinePolicyName policy);

  /// Reads before which instant sessions were issued that a role's role-wide cut denies; nothing
  /// when there is no such cut.
  Optional<Instant> cutsBefore(Account account, String role);

  /// Removes a policy; fine when it, or its role, is not there. Says whether it was.
  boolean remove(Account account, String role, InlinePolicyName policy);
}
