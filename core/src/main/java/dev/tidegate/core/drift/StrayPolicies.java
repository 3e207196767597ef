package dev.tidegate.core.drift;

import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.entitlement.Account;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Reads and removes inline policies of a role with the rights of the function that ends grants.
public interface StrayPolicies {
  /// Returns the names of Tidegate's inline policies on a role; none when it does not exist.
  Set<InlinePolicyName> names(Account account, String role);

  /// Reads an inline policy; nothing when it, or its role, does not exist.
  Optional<String> document(Account account, String role, InlinePolicyName policy);

  /// Reads the time of a role's role-wide Deny, before which it denies sessions; empty when there
  /// is none.
  Optional<Instant> revokesBefore(Account account, String role);

  /// Removes a policy; fine when it, or its role, is not there. Says whether it was.
  boolean remove(Account account, String role, InlinePolicyName policy);
}
