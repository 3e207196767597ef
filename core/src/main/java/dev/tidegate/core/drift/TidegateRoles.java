package dev.tidegate.core.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is wrong with the roles that Tidegate rests on in an account: one is missing, trusts
/// somebody else, has no boundary, or a tag is there or missing that should not be.
final class TidegateRoles {
  /// What the broker may assume begins with it.
  static final String ACCESS = "TidegateAccess";

  /// Those beside the access roles.
  static final List<String> OWN =
      List.of("TidegateRevoker", "TidegateAttacher", "TidegateObserver");

  private final String account;
  private final Expected.Part expected;
  private final Holdings.Held held;
  private final List<Difference> found = new ArrayList<>();

  TidegateRoles(String account, Expected.Part expected, Holdings.Held held) {
    this.account = account;
    this.expected = expected;
    this.held = held;
  }

  /// Says whether a role can be an access role.
  static boolean access(String role) {
    return role.startsWith(ACCESS);
  }

  /// Says whether a role is one of Tidegate's.
  static boolean tidegates(String role) {
    return access(role) || OWN.contains(role);
  }

  List<Difference> differences() {
    SortedSet<String> wanted = new TreeSet<>(expected.access());
    wanted.addAll(expected.existing());
    wanted.addAll(OWN);
    for (String name : wanted) {
      if (held.role(name).isEmpty()) {
        differs(name, "the role does not exist");
      }
    }
    for (Holdings.Role role : held.roles()) {
      if (tidegates(role.name()) || expected.access().contains(role.name())) {
        role.trustProblem().ifPresent(what -> differs(role.name(), "trust policy: " + what));
      }
      if (access(role.name()) || expected.access().contains(role.name())) {
        boundary(role);
      }
      tag(role);
    }
    return found;
  }

  private void boundary(Holdings.Role role) {
    if (role.boundary().isEmpty()) {
      differs(role.name(), "the access role has no permissions boundary");
    } else if (!held.documents().containsKey(role.boundary().get())) {
      differs(role.name(), "the permissions boundary is no policy of this account");
    }
  }

  private void tag(Holdings.Role role) {
    boolean wanted = expected.existing().contains(role.name());
    if (wanted && !role.eligible()) {
      differs(role.name(), "not tagged tidegate:eligible: it cannot be given temporary policies");
    } else if (!wanted && role.eligible()) {
      differs(role.name(), "tagged tidegate:eligible, though no entitlement and no grant names it");
    }
  }

  private void differs(String role, String what) {
    found.add(new Difference(account, role, "", what));
  }
}
