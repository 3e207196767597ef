package dev.tidegate.core.activity;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.TidegateRole;
import java.util.Optional;

/// A session of a role, as CloudTrail names it: the account and the name of the role, and the name
/// that the session was given.
///
/// @param account 12 digits
public record RoleSession(String account, String role, String name) {
  /// Says whether the role is an access role.
  public boolean ofAccessRole() {
    return TidegateRole.isAccess(role);
  }

  /// Returns the grant that the session is named after; nothing when the name is no grant's.
  public Optional<GrantId> grant() {
    return GrantId.matches(name) ? Optional.of(new GrantId(name)) : Optional.empty();
  }
}
