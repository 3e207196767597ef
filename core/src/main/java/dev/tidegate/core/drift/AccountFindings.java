package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The result of checking one account.
///
/// @param held the number of Tidegate's policies in the account
/// @param strays policies to remove; each is also a difference
/// @param late grants to end, or to clean up after, at once
/// @param lost grants whose Deny is missing and must be restored
/// @param parts a hash of each part of the account that Tidegate relies on, by the part's name
record AccountFindings(
    Account account,
    int held,
    List<Difference> differences,
    List<StrayRemoval> strays,
    List<GrantId> late,
    List<GrantId> lost,
    Map<String, String> parts,
    Optional<Unreachable> unreachable) {
  AccountFindings {
    differences = List.copyOf(differences);
    strays = List.copyOf(strays);
    late = List.copyOf(late);
    lost = List.copyOf(lost);
    parts = Map.copyOf(parts);
  }

  /// Why an account could not be read.
  ///
  /// @param what the call that failed, and AWS's message
  record Unreachable(Fault.Kind kind, String what) {}

  static AccountFindings unreachable(Account account, Fault.Kind kind, String what) {
    return new AccountFindings(
        account,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.of(new Unreachable(kind, what)));
  }
}
