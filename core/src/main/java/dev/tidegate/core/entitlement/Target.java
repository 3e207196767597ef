package dev.tidegate.core.entitlement;

/// How access is given: a session of an access role, or a temporary policy on a principal that
/// already exists.
public sealed interface Target {
  /// Returns the name of the role that is assumed or written to.
  String roleName();

  /// A session of the access role, which [#roleName] names.
  record AccessRole(String roleName) implements Target {
    public AccessRole {
      check(roleName);
    }
  }

  /// A temporary inline policy on the role that [#roleName] names.
  record ExistingRole(String roleName) implements Target {
    public ExistingRole {
      check(roleName);
    }
  }

  private static void check(String roleName) {
    if (!roleName.matches("[\\w+=,.@-]{1,64}")) {
      throw new IllegalArgumentException("role: 1 to 64 of [\\w+=,.@-] expected");
    }
  }
}
