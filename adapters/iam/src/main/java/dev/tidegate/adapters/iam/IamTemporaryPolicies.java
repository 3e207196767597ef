package dev.tidegate.adapters.iam;

import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.grant.TemporaryPolicies;
import dev.tidegate.core.entitlement.TidegateRole;
import dev.tidegate.core.fault.Fault;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Attaches temporary policies to roles, as TidegateAttacher of the target account, whose rights
/// are limited to roles that are tagged `tidegate:eligible`.
///
/// A role that is missing, untagged or full is a [Fault.Kind#DENIED].
public final class IamTemporaryPolicies implements TemporaryPolicies {
  private final InlinePolicies policies;

  /// @param iam any client of the partition; requests carry the attacher's credentials
  public IamTemporaryPolicies(StsClient sts, IamClient iam) {
    this.policies = new InlinePolicies(iam, new TargetRole(sts, TidegateRole.ATTACHER));
  }

  @Override
  public void attach(GrantTerms terms, String document) {
    String role = terms.target().roleName();
    InlinePolicies.Written written =
        policies.put(terms.account(), role, new InlinePolicyName.Temporary(terms.id()), document);
    String arn = terms.account().roleArn(role);
    switch (written) {
      case DONE -> {}
      case NO_ROLE -> throw new Fault(Fault.Kind.DENIED, arn + " does not exist");
      case NO_ROOM ->
          throw new Fault(Fault.Kind.DENIED, arn + " has no room for one more inline policy");
    }
  }
}
