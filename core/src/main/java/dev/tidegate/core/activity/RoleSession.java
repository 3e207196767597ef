package dev.tidegate.core.activity;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.TidegateRole;
import java.util.Optional;

/// A session of a role, as CloudTrail identifies it: the role's account and name, and the session
/// name.
///
/// @param account 12 digits
public record RoleSession(String account, String role, String name) {
  /// Returns whether the role is an access role.
  public boolean ofAccessRole() {
    return TidegateRole.isAccess(role);
  }

  /// Returns the grant that the session is named after; empty when the name is not a grant id.
  public Optional<GrantId> grant() {
    return GrantId.matches(name) ? Optional.of(new GrantId(name)) : Optional.empty();
  }
}
