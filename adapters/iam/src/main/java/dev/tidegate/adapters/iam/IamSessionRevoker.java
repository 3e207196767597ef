package dev.tidegate.adapters.iam;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.entitlement.TidegateRole;
import dev.tidegate.core.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Revokes sessions and removes temporary policies, as TidegateRevoker of the target account.
///
/// While there is room, each grant's Deny is a policy of its own, so concurrent revocations cannot
/// overwrite each other; then Denies are packed ([RoleDenies]). The role-wide Deny is one policy
/// that several grants may share. Its time only ever moves later. Since IAM has no conditional
/// write, it is read after it was written and written again if it was lost, at most three times. A
/// Deny takes about 290 of the 10,240 characters of a role, a packed one 23. [AWS: IAM and STS
/// quotas]
public final class IamSessionRevoker implements SessionRevoker {
  private static final InlinePolicyName ROLE_WIDE = new InlinePolicyName.RoleWideRevocation();
  private static final int TRIES = 3;
  private static final int PACKINGS = 8;

  /// After seeing the same policies this often in a row, no other caller is making room.
  private static final int UNCHANGED = 2;

  private final InlinePolicies policies;
  private final Pause pause;

  /// How to wait; tests do not.
  interface Pause {
    void of(Duration length) throws InterruptedException;
  }

  /// @param iam any client of the partition; requests carry the revoker's credentials
  public IamSessionRevoker(StsClient sts, IamClient iam) {
    this(sts, iam, Thread::sleep);
  }

  IamSessionRevoker(StsClient sts, IamClient iam, Pause pause) {
    this.pause = pause;
    this.policies = new InlinePolicies(iam, new TargetRole(sts, TidegateRole.REVOKER));
  }

  @Override
  public RevocationResult cut(GrantTerms terms, Instant now) {
    RoleDenies denies = denies(terms);
    return switch (denies.alone(terms.id())) {
      case DONE -> new RevocationResult.Done();
      case NO_ROLE -> new RevocationResult.NoRole();
      case NO_ROOM -> makingRoom(denies, terms.id(), now);
    };
  }

  /// Revokes after making room. Concurrent revocations may use up the room first, so this retries
  /// after a pause as long as the role's policies change. Seeing them unchanged once is not enough:
  /// another caller may be packing, and slower than the pause.
  private RevocationResult makingRoom(RoleDenies denies, GrantId grant, Instant now) {
    boolean packed = false;
    int unchanged = 0;
    List<String> names = denies.names();
    for (int i = 1; i <= PACKINGS && unchanged < UNCHANGED; i++) {
      packed |= denies.pack(names, now);
      switch (denies.aloneOrShorter(grant)) {
        case DONE -> {
          return packed ? new RevocationResult.Packed() : new RevocationResult.Done();
        }
        case NO_ROLE -> {
          return new RevocationResult.NoRole();
        }
        case NO_ROOM -> rest(grant, i);
      }
      List<String> after = denies.names();
      unchanged = after.equals(names) ? unchanged + 1 : 0;
      names = after;
    }
    return new RevocationResult.NoRoom();
  }

  /// Waits for a time that depends on the grant, so that concurrent callers do not all return at
  /// once.
  private void rest(GrantId grant, int times) {
    try {
      pause.of(Duration.ofMillis(200 + Math.floorMod(grant.hashCode(), 600)).multipliedBy(times));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.BUSY, "interrupted while waiting for room on a role", e);
    }
  }

  @Override
  public void revokeRoleWide(GrantTerms terms, Instant before) {
    boolean written = true;
    for (int i = 0; i < TRIES && written; i++) {
      boolean covered = standing(terms).filter(found -> !found.isBefore(before)).isPresent();
      written = !covered && putRoleWide(terms, before);
    }
  }

  @Override
  public void removeRevocation(GrantTerms terms, Instant now) {
    denies(terms).remove(terms.id(), now);
  }

  @Override
  public void removeRoleWideRevocation(GrantTerms terms, Instant before) {
    Instant ours = RevocationDocuments.wholeSecond(before);
    if (standing(terms).filter(ours::equals).isPresent()) {
      policies.delete(terms.account(), role(terms), ROLE_WIDE);
    }
  }

  @Override
  public void detach(GrantTerms terms) {
    policies.delete(terms.account(), role(terms), new InlinePolicyName.Temporary(terms.id()));
  }

  /// Writes the role-wide Deny; returns false when there is no such role.
  private boolean putRoleWide(GrantTerms terms, Instant before) {
    InlinePolicies.Written written = denies(terms).roleWide(before);
    if (written == InlinePolicies.Written.NO_ROOM) {
      throw new Fault(
          Fault.Kind.DENIED,
          terms.account().roleArn(role(terms))
              + " has no room for a cut: its inline policies are not Tidegate's");
    }
    return written == InlinePolicies.Written.DONE;
  }

  private Optional<Instant> standing(GrantTerms terms) {
    return policies
        .get(terms.account(), role(terms), ROLE_WIDE)
        .flatMap(RevocationDocuments::before);
  }

  private RoleDenies denies(GrantTerms terms) {
    return new RoleDenies(policies, terms.account(), role(terms));
  }

  private static String role(GrantTerms terms) {
    return terms.target().roleName();
  }
}
