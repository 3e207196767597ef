package dev.tidegate.adapters.iam;

import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.drift.StrayPolicies;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.TidegateRole;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Removes inline policies as TidegateRevoker of the target account, whose rights are limited to
/// the access role and to roles that are tagged `tidegate:eligible`.
public final class IamStrayPolicies implements StrayPolicies {
  private final InlinePolicies policies;

  /// @param iam any client of the partition; requests carry the revoker's credentials
  public IamStrayPolicies(StsClient sts, IamClient iam) {
    this.policies = new InlinePolicies(iam, new TargetRole(sts, TidegateRole.REVOKER));
  }

  @Override
  public Set<String> names(Account account, String role) {
    return Set.copyOf(policies.names(account, role));
  }

  @Override
  public Optional<String> document(Account account, String role, String policy) {
    return policies.get(account, role, policy);
  }

  @Override
  public Optional<Instant> cutsBefore(Account account, String role) {
    return policies
        .get(account, role, SessionRevoker.ROLE_WIDE)
        .flatMap(RevocationDocuments::before);
  }

  @Override
  public boolean remove(Account account, String role, String policy) {
    return policies.delete(account, role, policy);
  }
}
