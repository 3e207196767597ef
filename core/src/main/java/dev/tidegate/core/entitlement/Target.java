package dev.tidegate.core.entitlement;

import java.util.List;

/// How access is given: a session of an access role, or a temporary policy on a principal that
/// already exists.
public sealed interface Target {
  /// The format of a role's name in IAM.
  TextFormat ROLE =
      TextFormat.of("[A-Za-z0-9_+=,.@-]{1,64}", "1 to 64 of A-Z a-z 0-9 _ + = , . @ -");

  /// The limit on managed policies of a session [AWS: STS AssumeRole].
  int MOST_POLICIES = 10;

  /// Returns the name of the role that is assumed or written to.
  String roleName();

  /// A session of the access role with this name.
  ///
  /// @param policies ARNs of managed policies; the session may also do what they allow, as far as
  ///   the role allows it; up to 10 [AWS: STS AssumeRole]
  record AccessRole(String roleName, List<String> policies) implements Target {
    public AccessRole {
      ROLE.require("role", roleName);
      policies = List.copyOf(policies);
      if (policies.size() > MOST_POLICIES) {
        throw new IllegalArgumentException("policies: at most 10 expected");
      }
    }

    /// Creates a target without managed policies.
    public AccessRole(String roleName) {
      this(roleName, List.of());
    }

    /// Returns how many of the characters of session policies the ARNs take.
    public int policyCharacters() {
      return policies.stream().mapToInt(String::length).sum();
    }
  }

  /// A temporary inline policy on the existing role with this name.
  record ExistingRole(String roleName) implements Target {
    public ExistingRole {
      ROLE.require("role", roleName);
    }
  }
}
