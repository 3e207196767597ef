package dev.tidegate.core.broker;

import dev.tidegate.core.grant.GrantId;
import dev.tidegate.core.grant.Terms;
import java.time.Instant;

/// Takes access away in a target account: adds a Deny to an access role, or removes a policy of
/// Tidegate's.
public interface AccessCutter {
  /// Denies everything to the sessions of this grant, and to no others. Doing it twice leaves one
  /// Deny.
  CutResult cut(Terms terms);

  /// Denies everything to every session of the role that was issued before `before`: the fallback
  /// when the role has no room for one more Deny. A role-wide Deny that reaches further stays as it
  /// is.
  void cutRoleWide(Terms terms, Instant before);

  /// Removes the Deny of this grant; removing what is not there is fine.
  void removeCut(Terms terms);

  /// Removes the role-wide Deny if it still is the one for `before`.
  void removeRoleWideCut(Terms terms, Instant before);

  /// Removes the grant's temporary policy; removing what is not there, or from a role that is gone,
  /// is fine.
  void detach(Terms terms);

  /// What came of a cut.
  sealed interface CutResult {
    /// The Deny stands.
    record Done() implements CutResult {}

    /// The role has no room for it.
    record NoRoom() implements CutResult {}

    /// The role no longer exists, and its sessions can do nothing.
    record NoRole() implements CutResult {}
  }

  /// Returns the name of the inline policy that cuts `grant`.
  static String cutName(GrantId grant) {
    return "TidegateDeny-" + grant.text();
  }

  /// Returns the name of the inline policy that gives `grant` to an existing role.
  static String temporaryName(GrantId grant) {
    return "Tidegate-" + grant.text();
  }

  /// The name of the role-wide cut.
  String ROLE_WIDE = "TidegateCut";
}
