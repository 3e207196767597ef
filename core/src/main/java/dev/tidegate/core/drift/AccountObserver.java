package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// Reads what Tidegate created in a target account and what it relies on there.
public interface AccountObserver {
  /// Reads `account`, over all pages. An account that cannot be read is a
  /// [dev.tidegate.core.fault.Fault].
  Held of(Account account);

  /// The contents of one account.
  ///
  /// @param roles all roles
  /// @param documents a hash of the default version of each of the account's own managed policies,
  ///   by ARN
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
  /// @param boundary the ARN of its permissions boundary
  /// @param attached the ARNs of its managed policies
  /// @param trustHash a hash of its trust policy
  /// @param trustProblem for one of Tidegate's roles: how its trust policy differs from the
  ///   template
  /// @param externalIds the ExternalIds that its trust policy accepts
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
  /// @param hash a hash of its document
  /// @param cuts the grants whose sessions it denies by name
  /// @param revokesBefore for the role-wide Deny: the time before which sessions were issued that
  ///   it denies
  /// @param document its document
  record Inline(
      String name,
      String hash,
      Set<GrantId> cuts,
      Optional<Instant> revokesBefore,
      String document) {
    public Inline {
      cuts = Set.copyOf(cuts);
    }
  }
}
