package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// Says what a target account holds of what Tidegate made, and of what it rests on.
public interface AccountObserver {
  /// Returns what `account` holds, every page; an account that cannot be read is a fault of its
  /// own.
  Held of(Account account);

  /// What one account holds.
  ///
  /// @param roles every role
  /// @param documents the hash of the document in force of each managed policy of the account's
  ///   own, by ARN
  record Held(List<Role> roles, Map<String, String> documents) {
    public Held {
      roles = List.copyOf(roles);
      documents = Map.copyOf(documents);
    }

    /// Returns the role of that name.
    public Optional<Role> role(String name) {
      return roles.stream().filter(role -> role.name().equals(name)).findFirst();
    }
  }

  /// One role.
  ///
  /// @param eligible whether it is tagged `tidegate:eligible` = `true`
  /// @param boundary ARN of its permissions boundary
  /// @param attached ARNs of its managed policies
  /// @param trustHash hash of its trust policy
  /// @param trustProblem for a role of Tidegate's: what its trust policy says that the template
  ///   does not
  /// @param externalIds which ones its trust policy accepts
  record Role(
      String name,
      boolean eligible,
      Optional<String> boundary,
      SortedSet<String> attached,
      List<Inline> policies,
      String trustHash,
      Optional<String> trustProblem,
      SortedSet<String> externalIds) {
    public Role {
      policies = List.copyOf(policies);
    }
  }

  /// One inline policy.
  ///
  /// @param hash of its document
  /// @param cuts grants whose sessions it denies by their names
  /// @param cutsBefore for the role-wide cut: sessions issued before it are denied
  /// @param document its text
  record Inline(
      String name, String hash, Set<GrantId> cuts, Optional<Instant> cutsBefore, String document) {
    public Inline {
      cuts = Set.copyOf(cuts);
    }
  }
}
