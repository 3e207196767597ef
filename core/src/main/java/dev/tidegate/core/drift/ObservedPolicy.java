package dev.tidegate.core.drift;

import dev.tidegate.core.access.InlinePolicyName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// An inline policy with one of Tidegate's names, and where it was seen.
///
/// @param account the account's id
/// @param document its text; nothing when it was not there to be read
/// @param revokesBefore what the document of a role-wide cut says
/// @param beside the names of Tidegate's inline policies on the role
public record ObservedPolicy(
    String account,
    String role,
    InlinePolicyName policy,
    Optional<String> document,
    Optional<Instant> revokesBefore,
    Set<InlinePolicyName> beside) {
  public ObservedPolicy {
    beside = Set.copyOf(beside);
  }
}
