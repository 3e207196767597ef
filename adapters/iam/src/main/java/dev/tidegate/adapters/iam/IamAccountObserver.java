package dev.tidegate.adapters.iam;

import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.drift.AccountObserver;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.TidegateRole;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;

/// Reads an account as its TidegateObserver, with one call for each thousand of the account's roles
/// and managed policies, and one more for an access role that is reported without a boundary. [AWS:
/// IAM, GetAccountAuthorizationDetails]
public final class IamAccountObserver implements AccountObserver {
  private static final int PAGE = 1000;

  private final IamClient iam;
  private final TargetRole as;
  private final Trusts trusts;

  /// @param iam any client of the partition; requests carry the observer's credentials
  /// @param brokerAccount id of the account that the broker runs in
  /// @param brokerStack the prefix of its roles' names
  public IamAccountObserver(
      StsClient sts, IamClient iam, String brokerAccount, String brokerStack) {
    this.iam = iam;
    this.as = new TargetRole(sts, TidegateRole.OBSERVER);
    this.trusts = new Trusts(brokerAccount, brokerStack);
  }

  @Override
  public Held of(Account account) {
    List<RoleDetail> roles = new ArrayList<>();
    Map<String, String> documents = new HashMap<>();
    Optional<String> marker = Optional.empty();
    boolean more = true;
    while (more) {
      GetAccountAuthorizationDetailsResponse page = page(account, marker);
      roles.addAll(page.roleDetailList());
      page.policies().forEach(policy -> document(policy, documents));
      marker = Optional.ofNullable(page.marker());
      more = Boolean.TRUE.equals(page.isTruncated()) && marker.isPresent();
    }
    return new Held(roles.stream().map(role -> role(account, role)).toList(), documents);
  }

  private GetAccountAuthorizationDetailsResponse page(Account account, Optional<String> marker) {
    return AwsFaults.STANDARD.translated(
        "iam:GetAccountAuthorizationDetails of " + account.id(),
        () ->
            iam.getAccountAuthorizationDetails(
                request ->
                    request
                        .filter(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY)
                        .maxItems(PAGE)
                        .marker(marker.orElse(null))
                        .overrideConfiguration(as.in(account))));
  }

  private static void document(ManagedPolicyDetail policy, Map<String, String> documents) {
    for (PolicyVersion version : policy.policyVersionList()) {
      if (Boolean.TRUE.equals(version.isDefaultVersion()) && version.document() != null) {
        documents.put(policy.arn(), hash(decoded(version.document())));
      }
    }
  }

  private Role role(Account account, RoleDetail role) {
    String trust = decoded(role.assumeRolePolicyDocument());
    return new Role(
        role.roleName(),
        role.tags().stream().anyMatch(IamAccountObserver::eligible),
        Optional.ofNullable(role.permissionsBoundary())
            .map(AttachedPermissionsBoundary::permissionsBoundaryArn)
            .or(
                () ->
                    TidegateRole.isAccess(role.roleName())
                        ? boundary(account, role)
                        : Optional.empty()),
        new TreeSet<>(
            role.attachedManagedPolicies().stream().map(AttachedPolicy::policyArn).toList()),
        role.rolePolicyList().stream().map(IamAccountObserver::inline).toList(),
        hash(trust),
        trusts.problem(account, role.roleName(), trust),
        Trusts.externalIds(trust));
  }

  /// Returns a role's boundary. A missing one is confirmed by a second call for this role alone.
  private Optional<String> boundary(Account account, RoleDetail role) {
    return AwsFaults.STANDARD.translated(
        "iam:GetRole of " + account.roleArn(role.roleName()), () -> boundaryNow(account, role));
  }

  private Optional<String> boundaryNow(Account account, RoleDetail role) {
    try {
      return Optional.ofNullable(
              iam.getRole(
                      request ->
                          request.roleName(role.roleName()).overrideConfiguration(as.in(account)))
                  .role()
                  .permissionsBoundary())
          .map(AttachedPermissionsBoundary::permissionsBoundaryArn);
    } catch (NoSuchEntityException gone) {
      return Optional.empty();
    }
  }

  private static Inline inline(PolicyDetail policy) {
    String document = decoded(policy.policyDocument());
    return new Inline(
        policy.policyName(),
        hash(document),
        RevocationDocuments.named(document),
        InlinePolicyName.parse(policy.policyName())
            .filter(InlinePolicyName.RoleWideRevocation.class::isInstance)
            .flatMap(_ -> RevocationDocuments.before(document)),
        document);
  }

  private static boolean eligible(Tag tag) {
    return tag.key().equals("tidegate:eligible") && tag.value().equals("true");
  }

  private static String hash(String document) {
    return new HashInput().add(document).hex();
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
