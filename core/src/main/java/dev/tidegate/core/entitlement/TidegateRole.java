package dev.tidegate.core.entitlement;

import java.util.Arrays;
import java.util.Optional;

/// A role that Tidegate has in every target account, and the one function that may assume it:
/// `infrastructure/target-account/template.yaml` makes them.
///
/// The access roles are not among them: an account may have several, whose names begin with
/// [#ACCESS_PREFIX]. Sessions of those are for people; sessions of these are Tidegate's own.
public enum TidegateRole {
  /// Puts Denies on access roles, and removes temporary policies.
  REVOKER("TidegateRevoker", "end-grant"),
  /// Attaches temporary policies to existing roles.
  ATTACHER("TidegateAttacher", "start-grant"),
  /// Reads what roles an account has, and changes nothing: for the function of
  /// `functions/drift-check`, which is deployed as `audit`.
  OBSERVER("TidegateObserver", "audit");

  /// The prefix of the names of access roles; the broker may assume no other roles for people.
  public static final String ACCESS_PREFIX = "TidegateAccess";

  private final String roleName;
  private final String function;

  TidegateRole(String roleName, String function) {
    this.roleName = roleName;
    this.function = function;
  }

  /// Returns the role of that name; empty for all other roles, including access roles.
  public static Optional<TidegateRole> named(String roleName) {
    return Arrays.stream(values()).filter(role -> role.roleName.equals(roleName)).findAny();
  }

  /// Returns whether a role of that name can be an access role.
  public static boolean isAccess(String roleName) {
    return roleName.startsWith(ACCESS_PREFIX);
  }

  /// Returns the name that the role has in every target account.
  public String roleName() {
    return roleName;
  }

  /// Returns the name that the function which assumes it is deployed under, and its role too,
  /// without the stack's name before it.
  public String function() {
    return function;
  }

  /// Returns the name of the function's sessions, by which CloudTrail tells them apart.
  public String sessionName() {
    return "tidegate-" + function;
  }
}
