package dev.tidegate.core.entitlement;

/// How access is given: a session of an access role, or a temporary policy on a principal that
/// already exists.
public sealed interface Target {
  /// What IAM takes as the name of a role.
  Form ROLE = Form.of("[A-Za-z0-9_+=,.@-]{1,64}", "1 to 64 of A-Z a-z 0-9 _ + = , . @ -");

  /// Returns the name of the role that is assumed or written to.
  String roleName();

  /// A session of the access role, which [#roleName] names.
  record AccessRole(String roleName) implements Target {
    public AccessRole {
      ROLE.require("role", roleName);
    }
  }

  /// A temporary inline policy on the role that [#roleName] names.
  record ExistingRole(String roleName) implements Target {
    public ExistingRole {
      ROLE.require("role", roleName);
    }
  }
}
