package dev.tidegate.adapters.iam;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.entitlement.Account;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Manages the Denies of one access role, which has 10,240 characters for all of them.
///
/// While there is room, each grant has its own Deny. When there is none, the existing single Denies
/// are written into one further policy, a pack, and then removed. A pack is named after its content
/// and never changed, so there is no read-modify-write, and a Deny is removed only while a pack
/// with it exists. Two callers that pack the same Denies write the same pack. See
/// docs/designs/0007-many-cuts.md.
final class RoleDenies {
  /// Before any session; has as many digits in seconds as current times.
  private static final Instant BEFORE_ANY = Instant.ofEpochSecond(1_000_000_000);

  private static final InlinePolicyName ROLE_WIDE = new InlinePolicyName.RoleWideRevocation();
  private static final InlinePolicyName RESERVE = new InlinePolicyName.RevocationReserve();

  private final InlinePolicies policies;
  private final Account account;
  private final String role;

  RoleDenies(InlinePolicies policies, Account account, String role) {
    this.policies = policies;
    this.account = account;
    this.role = role;
  }

  /// Returns the names of the role's policies.
  List<String> names() {
    return policies.names(account, role);
  }

  /// Writes the Deny of one grant as a policy of its own.
  InlinePolicies.Written alone(GrantId grant) {
    return put(new InlinePolicyName.Revocation(grant), RevocationDocuments.grant(grant));
  }

  /// Writes the Deny of one grant as a policy of its own, in the shorter form if there is no room
  /// for the longer.
  InlinePolicies.Written aloneOrShorter(GrantId grant) {
    InlinePolicies.Written written = alone(grant);
    return written == InlinePolicies.Written.NO_ROOM ? shorter(grant) : written;
  }

  /// Makes room by moving single Denies into a pack, and returns whether it wrote one.
  ///
  /// @param names the names of the role's current policies
  boolean pack(List<String> names, Instant now) {
    removeOver(names, now);
    Set<GrantId> held = held(names, now);
    List<GrantId> alone = grants(names).sorted(Comparator.comparing(GrantId::text)).toList();
    List<GrantId> fresh = alone.stream().filter(grant -> !held.contains(grant)).toList();
    boolean packed = fresh.size() > 1 && written(fresh, now);
    alone.stream()
        .filter(grant -> packed || held.contains(grant))
        .forEach(grant -> policies.delete(account, role, new InlinePolicyName.Revocation(grant)));
    if (packed && !names.contains(RESERVE.text())) {
      put(RESERVE, RevocationDocuments.everySessionBefore(BEFORE_ANY));
    }
    return packed;
  }

  /// Writes the role-wide Deny, then removes the packs that it makes redundant.
  InlinePolicies.Written roleWide(Instant before) {
    String document = RevocationDocuments.everySessionBefore(before);
    InlinePolicies.Written written = put(ROLE_WIDE, document);
    if (written != InlinePolicies.Written.NO_ROOM) {
      return written;
    }
    policies.delete(account, role, RESERVE);
    List<String> names = names();
    written = makingRoom(grants(names).toList(), ROLE_WIDE, document);
    if (written == InlinePolicies.Written.DONE) {
      packs(names, Instant.MIN)
          .filter(name -> covers(before, name))
          .forEach(name -> policies.delete(account, role, name));
    }
    return written;
  }

  /// Removes the Deny of one grant, and expired packs.
  void remove(GrantId grant, Instant now) {
    policies.delete(account, role, new InlinePolicyName.Revocation(grant));
    List<String> names = names();
    removeOver(names, now);
    if (names.contains(RESERVE.text()) && packs(names, now).findAny().isEmpty()) {
      policies.delete(account, role, RESERVE);
    }
  }

  private boolean written(List<GrantId> grants, Instant now) {
    String document = RevocationDocuments.grants(grants);
    InlinePolicyName name =
        InlinePolicyName.PackedRevocations.of(SessionRevoker.packedUntil(now), document);
    return makingRoom(grants, name, document) == InlinePolicies.Written.DONE;
  }

  /// Writes a policy. While there is no room for it, single Denies are rewritten in their shorter
  /// form, which denies the same sessions; the longer form only reserves room.
  private InlinePolicies.Written makingRoom(
      List<GrantId> alone, InlinePolicyName name, String document) {
    InlinePolicies.Written written = put(name, document);
    int freed = 0;
    for (GrantId grant : alone) {
      if (written != InlinePolicies.Written.NO_ROOM) {
        return written;
      }
      shorter(grant);
      freed +=
          RevocationDocuments.grant(grant).length()
              - RevocationDocuments.grants(List.of(grant)).length();
      if (freed >= document.length() || grant.equals(alone.getLast())) {
        written = put(name, document);
      }
    }
    return written;
  }

  private void removeOver(List<String> names, Instant now) {
    packs(names)
        .filter(pack -> !pack.until().isAfter(now))
        .forEach(pack -> policies.delete(account, role, pack));
  }

  /// Returns the grants that are in packs.
  private Set<GrantId> held(List<String> names, Instant now) {
    Set<GrantId> held = new HashSet<>();
    packs(names, now)
        .flatMap(name -> policies.get(account, role, name).stream())
        .forEach(document -> held.addAll(RevocationDocuments.named(document)));
    return held;
  }

  /// Returns the packs that have not expired at `now`.
  private static Stream<InlinePolicyName.PackedRevocations> packs(List<String> names, Instant now) {
    return packs(names).filter(pack -> now.isBefore(pack.until()));
  }

  private static Stream<InlinePolicyName.PackedRevocations> packs(List<String> names) {
    return ours(names)
        .filter(InlinePolicyName.PackedRevocations.class::isInstance)
        .map(InlinePolicyName.PackedRevocations.class::cast);
  }

  /// Returns whether a role-wide Deny up to `before` covers every session of a pack.
  private static boolean covers(Instant before, InlinePolicyName.PackedRevocations pack) {
    return pack.until().minus(SessionSpec.LONGEST).isBefore(before);
  }

  /// Returns the grants that have a Deny of their own.
  private static Stream<GrantId> grants(List<String> names) {
    return ours(names)
        .filter(InlinePolicyName.Revocation.class::isInstance)
        .map(InlinePolicyName.Revocation.class::cast)
        .map(InlinePolicyName.Revocation::grant);
  }

  /// Returns those of the names that are Tidegate's.
  private static Stream<InlinePolicyName> ours(List<String> names) {
    return names.stream().map(InlinePolicyName::parse).flatMap(Optional::stream);
  }

  private InlinePolicies.Written shorter(GrantId grant) {
    return put(new InlinePolicyName.Revocation(grant), RevocationDocuments.grants(List.of(grant)));
  }

  private InlinePolicies.Written put(InlinePolicyName name, String document) {
    return policies.put(account, role, name, document);
  }
}
