package dev.tidegate.core.drift;

import dev.tidegate.core.access.grant.SessionRevoker;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// An inline policy with a name of Tidegate's, where it was seen.
///
/// @param account the account's id
/// @param document its text; nothing when it was not there to be read
/// @param cutsBefore what the document of a role-wide cut says
/// @param beside the names of the role's inline policies
public record ObservedPolicy(
    String account,
    String role,
    String policy,
    Optional<String> document,
    Optional<Instant> cutsBefore,
    Set<String> beside) {
  public ObservedPolicy {
    beside = Set.copyOf(beside);
  }

  /// Says whether Tidegate gives such names to inline policies.
  public static boolean tidegates(String policy) {
    return policy.startsWith(SessionRevoker.CUT_PREFIX)
        || policy.startsWith(SessionRevoker.PACK_PREFIX)
        || policy.startsWith(SessionRevoker.TEMPORARY_PREFIX)
        || policy.equals(SessionRevoker.ROLE_WIDE)
        || policy.equals(SessionRevoker.RESERVE);
  }
}
