package dev.tidegate.adapters.iam;

import dev.tidegate.core.broker.AccessCutter;
import dev.tidegate.core.broker.Holdings;
import dev.tidegate.core.entitlement.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Lists Tidegate's policies on roles, as TidegateObserver of the target account: one call for each
/// role, and one more for each further page.
public final class IamHoldings implements Holdings {
  private final InlinePolicies policies;

  /// @param iam any client of the partition; requests carry the observer's credentials
  public IamHoldings(StsClient sts, IamClient iam) {
    this.policies =
        new InlinePolicies(iam, new TargetRole(sts, "TidegateObserver", "tidegate-audit"));
  }

  @Override
  public List<Held> of(Account account, SortedSet<String> roles) {
    List<Held> held = new ArrayList<>();
    for (String role : roles) {
      for (String name : policies.names(account, role)) {
        if (ours(name)) {
          held.add(new Held(role, name));
        }
      }
    }
    return List.copyOf(held);
  }

  private static boolean ours(String name) {
    return name.startsWith(AccessCutter.CUT_PREFIX)
        || name.startsWith(AccessCutter.PACK_PREFIX)
        || name.startsWith("Tidegate-")
        || name.equals(AccessCutter.ROLE_WIDE);
  }
}
