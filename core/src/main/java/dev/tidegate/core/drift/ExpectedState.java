package dev.tidegate.core.drift;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the target accounts should contain according to the policy in force and the grants.
///
/// @param accounts the accounts by id
/// @param parts the expected contents of each account, by id
record ExpectedState(SortedMap<String, Account> accounts, Map<String, Part> parts) {
  /// The expected contents of one account.
  ///
  /// @param externalId its ExternalId in the policy file; empty when the file does not name the
  ///   account
  /// @param access the names of its access roles
  /// @param existing the names of roles that may get temporary policies
  /// @param grants the grants that are not Ended, or whose Deny stands
  record Part(
      Optional<String> externalId,
      SortedSet<String> access,
      SortedSet<String> existing,
      List<Grant> grants) {
    private void note(Target target) {
      switch (target) {
        case Target.AccessRole role -> access.add(role.roleName());
        case Target.ExistingRole role -> existing.add(role.roleName());
      }
    }

    /// Returns a grant that identifies the account when the policy file does not name it.
    Optional<GrantId> witness() {
      return externalId.isPresent() ? Optional.empty() : grants.stream().map(Grant::id).findFirst();
    }
  }

  /// Combines what `policy` names and what the grants of `cases` need.
  static ExpectedState of(Policy policy, List<AccessCase> cases) {
    ExpectedState expected = new ExpectedState(new TreeMap<>(), new HashMap<>());
    policy.accounts().forEach(account -> expected.part(account, true));
    for (Entitlement entitlement : policy.entitlements()) {
      expected.part(entitlement.account(), true).note(entitlement.target());
    }
    for (AccessCase found : cases) {
      found
          .grant()
          .ifPresent(
              grant -> {
                Part part = expected.part(grant.terms().account(), false);
                part.note(grant.terms().target());
                part.grants().add(grant);
              });
    }
    return expected;
  }

  Part part(Account account) {
    return part(account, false);
  }

  private Part part(Account account, boolean named) {
    accounts.putIfAbsent(account.id(), account);
    return parts.computeIfAbsent(
        account.id(),
        id ->
            new Part(
                named ? Optional.of(account.externalId()) : Optional.empty(),
                new TreeSet<>(),
                new TreeSet<>(),
                new ArrayList<>()));
  }
}
