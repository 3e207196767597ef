package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a look at one account came to.
///
/// @param held how many of Tidegate's policies it holds
/// @param strays policies to be removed, each of them a difference, too
/// @param late grants to be ended, or cleaned up after, at once
/// @param lost grants whose cut is gone, to be put back
/// @param parts a hash of each thing that Tidegate rests on there, by what it is
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
  /// @param what the call that failed, and what AWS said of it
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
