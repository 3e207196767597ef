package dev.tidegate.core.entitlement;

import java.util.List;

/// How access is given: a session of an access role, or a temporary policy on a principal that
/// already exists.
public sealed interface Target {
  /// What IAM takes as the name of a role.
  TextFormat ROLE =
      TextFormat.of("[A-Za-z0-9_+=,.@-]{1,64}", "1 to 64 of A-Z a-z 0-9 _ + = , . @ -");

  /// How many managed policies a session can have [AWS: STS AssumeRole].
  int MOST_POLICIES = 10;

  /// Returns the name of the role that is assumed or written to.
  String roleName();

  /// A session of the access role, which [#roleName] names.
  ///
  /// @param policies ARNs of managed policies: the session may do what they allow as well, as far
  ///   as the role does; up to 10 [AWS: STS AssumeRole]
  record AccessRole(String roleName, List<String> policies) implements Target {
    public AccessRole {
      ROLE.require("role", roleName);
      policies = List.copyOf(policies);
      if (policies.size() > MOST_POLICIES) {
        throw new IllegalArgumentException("policies: at most 10 expected");
      }
    }

    /// A session without managed policies.
    public AccessRole(String roleName) {
      this(roleName, List.of());
    }

    /// Returns what the ARNs take of the characters that session policies have together.
    public int policyCharacters() {
      return policies.stream().mapToInt(String::length).sum();
    }
  }

  /// A temporary inline policy on the role that [#roleName] names.
  record ExistingRole(String roleName) implements Target {
    public ExistingRole {
      ROLE.require("role", roleName);
    }
  }
}
