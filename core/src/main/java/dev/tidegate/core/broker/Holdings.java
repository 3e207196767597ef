package dev.tidegate.core.broker;

import dev.tidegate.core.entitlement.Account;
import java.util.List;
import java.util.SortedSet;

/// Says which of Tidegate's policies a target account holds.
public interface Holdings {
  /// Returns every inline policy with a name of Tidegate's on the named roles of `account`. A role
  /// that does not exist holds nothing; an account that cannot be reached is a [Fault].
  List<Held> of(Account account, SortedSet<String> roles);

  /// One inline policy that is there.
  record Held(String role, String policyName) {}
}
