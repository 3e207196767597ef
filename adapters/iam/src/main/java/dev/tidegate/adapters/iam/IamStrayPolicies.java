package dev.tidegate.adapters.iam;

import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.drift.StrayPolicies;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.TidegateRole;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  public Set<InlinePolicyName> names(Account account, String role) {
    return policies.names(account, role).stream()
        .map(InlinePolicyName::parse)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<String> document(Account account, String role, InlinePolicyName policy) {
    return policies.get(account, role, policy);
  }

  @Override
  public Optional<Instant> revokesBefore(Account account, String role) {
    return policies
        .get(account, role, new InlinePolicyName.RoleWideRevocation())
        .flatMap(RevocationDocuments::before);
  }

  @Override
  public boolean remove(Account account, String role, InlinePolicyName policy) {
    return policies.delete(account, role, policy);
  }
}
