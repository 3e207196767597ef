package dev.tidegate.adapters.iam;

import dev.tidegate.core.broker.AccessCutter;
import dev.tidegate.core.broker.Fault;
import dev.tidegate.core.grant.Terms;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Cuts sessions and takes temporary policies away, as TidegateRevoker of the target account.
///
/// Each grant's Deny is a policy of its own, so two cuts at once lose nothing. The role-wide cut is
/// one policy that several grants may share: it is only ever moved later, and read again after it
/// was written, and written again if it is not there, at most three times, since IAM has no
/// conditional write. A cut takes about 290 of the 10,240 characters of a role. [AWS: IAM and STS
/// quotas]
public final class IamAccessCutter implements AccessCutter {
  private static final int TRIES = 3;
  private static final String CUT_PREFIX = "TidegateDeny-";

  private final InlinePolicies policies;

  /// @param iam any client of the partition; requests carry the revoker's credentials
  public IamAccessCutter(StsClient sts, IamClient iam) {
    this.policies =
        new InlinePolicies(iam, new TargetRole(sts, "TidegateRevoker", "tidegate-end-grant"));
  }

  @Override
  public CutResult cut(Terms terms) {
    return switch (put(terms, AccessCutter.cutName(terms.id()), CutDocuments.grant(terms.id()))) {
      case DONE -> new CutResult.Done();
      case NO_ROOM -> new CutResult.NoRoom();
      case NO_ROLE -> new CutResult.NoRole();
    };
  }

  @Override
  public void cutRoleWide(Terms terms, Instant before) {
    boolean written = true;
    for (int i = 0; i < TRIES && written; i++) {
      boolean covered = standing(terms).filter(found -> !found.isBefore(before)).isPresent();
      written = !covered && putRoleWide(terms, CutDocuments.everySessionBefore(before));
    }
  }

  @Override
  public void removeCut(Terms terms) {
    policies.delete(terms.account(), role(terms), AccessCutter.cutName(terms.id()));
  }

  @Override
  public void removeRoleWideCut(Terms terms, Instant before) {
    Instant ours = CutDocuments.wholeSecond(before);
    if (standing(terms).filter(ours::equals).isPresent()) {
      policies.delete(terms.account(), role(terms), ROLE_WIDE);
    }
  }

  @Override
  public void detach(Terms terms) {
    policies.delete(terms.account(), role(terms), AccessCutter.temporaryName(terms.id()));
  }

  /// When there is no room even for this, the Denies of single grants are put into its shorter
  /// form, which covers them as well, until there is. Returns false when there is no such role.
  private boolean putRoleWide(Terms terms, String document) {
    InlinePolicies.Written written = put(terms, ROLE_WIDE, document);
    if (written == InlinePolicies.Written.NO_ROOM) {
      for (String name : policies.names(terms.account(), role(terms))) {
        if (written == InlinePolicies.Written.NO_ROOM && name.startsWith(CUT_PREFIX)) {
          put(terms, name, document);
          written = put(terms, ROLE_WIDE, document);
        }
      }
    }
    if (written == InlinePolicies.Written.NO_ROOM) {
      throw new Fault(
          Fault.Kind.DENIED,
          terms.account().roleArn(role(terms))
              + " has no room for a cut: its inline policies are not Tidegate's");
    }
    return written == InlinePolicies.Written.DONE;
  }

  private Optional<Instant> standing(Terms terms) {
    return policies.get(terms.account(), role(terms), ROLE_WIDE).flatMap(CutDocuments::before);
  }

  private InlinePolicies.Written put(Terms terms, String name, String document) {
    return policies.put(terms.account(), role(terms), name, document);
  }

  private static String role(Terms terms) {
    return terms.target().roleName();
  }
}
