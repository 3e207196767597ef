package dev.tidegate.core.drift;

import dev.tidegate.core.access.Grant;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.TidegateRole;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Checks the roles that Tidegate relies on in an account. A role may be missing, trust somebody
/// else, refuse an ExternalId that a live grant uses (or accept one that none uses), or lack its
/// boundary or its denying policies; or a tag may be wrongly present or missing.
final class TidegateRoles {
  /// The managed policies that prevent an access role's sessions from leaving something behind.
  static final List<String> DENIES =
      List.of("TidegateDenyFlows", "TidegateDenyIdentities", "TidegateDenyOpenings");

  private final String account;
  private final ExpectedState.Part expected;
  private final AccountObserver.Held held;
  private final List<Difference> found = new ArrayList<>();

  TidegateRoles(String account, ExpectedState.Part expected, AccountObserver.Held held) {
    this.account = account;
    this.expected = expected;
    this.held = held;
  }

  /// Returns whether a role is one of Tidegate's.
  static boolean tidegates(String role) {
    return TidegateRole.isAccess(role) || TidegateRole.named(role).isPresent();
  }

  List<Difference> differences() {
    SortedSet<String> wanted = new TreeSet<>(expected.access());
    wanted.addAll(expected.existing());
    for (TidegateRole own : TidegateRole.values()) {
      wanted.add(own.roleName());
    }
    for (String name : wanted) {
      if (held.role(name).isEmpty()) {
        differs(name, "the role does not exist");
      }
    }
    for (AccountObserver.Role role : held.roles()) {
      if (tidegates(role.name()) || expected.access().contains(role.name())) {
        role.trustProblem().ifPresent(what -> differs(role.name(), "trust policy: " + what));
        externalIds(role);
      }
      if (TidegateRole.isAccess(role.name()) || expected.access().contains(role.name())) {
        boundary(role);
        denies(role);
      }
      tag(role);
    }
    return found;
  }

  /// Checks ExternalIds: a grant is ended with the ExternalId that it was made with. Findings do
  /// not contain the value, since more people read the record than the policy file.
  private void externalIds(AccountObserver.Role role) {
    List<Grant> refused =
        expected.grants().stream()
            .filter(grant -> needs(grant, role.name()))
            .filter(grant -> !role.externalIds().contains(grant.terms().account().externalId()))
            .toList();
    if (!refused.isEmpty()) {
      differs(
          role.name(),
          "trust policy: it does not accept the ExternalId that "
              + refused.getFirst().id()
              + (refused.size() == 1 ? " was" : " and " + (refused.size() - 1) + " more were")
              + " made with, so what they gave cannot be taken away early or confirmed: give the"
              + " stack of the target account the old one as PreviousExternalId");
    }
    SortedSet<String> spare = new TreeSet<>(role.externalIds());
    expected.externalId().ifPresent(spare::remove);
    expected.grants().forEach(grant -> spare.remove(grant.terms().account().externalId()));
    if (role.trustProblem().isEmpty() && !spare.isEmpty()) {
      differs(
          role.name(),
          "trust policy: it accepts an ExternalId that neither the policy file nor a live grant"
              + " holds: push the policy file with it, or empty PreviousExternalId of the stack of"
              + " the target account");
    }
  }

  /// Returns whether a grant that is live or being ended requires this role to be assumed.
  private static boolean needs(Grant grant, String role) {
    boolean session = grant.terms().target() instanceof Target.AccessRole;
    return role.equals(TidegateRole.REVOKER.roleName())
        || (session && grant.terms().target().roleName().equals(role))
        || (!session
            && grant instanceof Grant.Scheduled
            && role.equals(TidegateRole.ATTACHER.roleName()));
  }

  private void boundary(AccountObserver.Role role) {
    if (role.boundary().isEmpty()) {
      differs(role.name(), "the access role has no permissions boundary");
    } else if (!held.documents().containsKey(role.boundary().get())) {
      differs(role.name(), "the permissions boundary is no policy of this account");
    }
  }

  private void denies(AccountObserver.Role role) {
    List<String> missing =
        DENIES.stream()
            .filter(
                name -> role.attached().stream().noneMatch(arn -> arn.endsWith(":policy/" + name)))
            .toList();
    if (!missing.isEmpty()) {
      differs(
          role.name(),
          "the access role lacks "
              + String.join(", ", missing)
              + ": its sessions may open access that goes on after the end. Update the stack of the"
              + " target account");
    }
  }

  private void tag(AccountObserver.Role role) {
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
