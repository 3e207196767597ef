package dev.tidegate.core.drift;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides whether an inline policy with one of Tidegate's names belongs where it was seen.
///
/// It goes by the name, then by the content: a temporary policy must give exactly what its grant's
/// terms give; a Deny must be one that Tidegate writes.
///
/// It is used twice: by the check that reports, and again by the removal, which trusts no message.
/// The grant is read strongly consistently after the policy was seen, and a grant is stored before
/// any of its policies reach IAM, so a new grant is never taken for an unknown one. A policy of a
/// Scheduled or Active grant, on the grant's role, is never a [PolicyClassification.Stray].
public final class PolicyClassifier {
  /// How late an end, or the removal of a Deny, may be before it counts as a difference: two
  /// sweeps.
  public static final Duration LATE = Timing.LATE;

  private final CaseStore store;
  private final PolicyDocuments documents;
  private final PolicyDocumentReader reader;

  public PolicyClassifier(CaseStore store, PolicyDocuments documents, PolicyDocumentReader reader) {
    this.store = store;
    this.documents = documents;
    this.reader = reader;
  }

  /// Classifies a policy with one of Tidegate's names.
  public PolicyClassification of(ObservedPolicy seen, Instant now) {
    return switch (seen.policy()) {
      case InlinePolicyName.RoleWideRevocation() -> roleWide(seen, now);
      case InlinePolicyName.RevocationReserve() ->
          foreign(seen)
              .<PolicyClassification>map(PolicyClassification.Stray::new)
              .orElseGet(() -> reserve(seen, now));
      case InlinePolicyName.PackedRevocations pack -> {
        PolicyClassification judged = pack(pack, now);
        yield judged instanceof PolicyClassification.Fits
            ? foreign(seen)
                .<PolicyClassification>map(PolicyClassification.Stray::new)
                .orElse(judged)
            : judged;
      }
      case InlinePolicyName.Revocation(GrantId grant) -> ofGrant(seen, grant, true, now);
      case InlinePolicyName.Temporary(GrantId grant) -> ofGrant(seen, grant, false, now);
      case InlinePolicyName.Unknown _ ->
          new PolicyClassification.Wrong("no name that Tidegate gives");
    };
  }

  private PolicyClassification roleWide(ObservedPolicy seen, Instant now) {
    Instant latest = now.plus(LATE);
    Optional<Instant> before = seen.revokesBefore().filter(cut -> cut.isBefore(latest));
    if (before.isEmpty()) {
      return new PolicyClassification.Wrong(foreign(seen).orElse("not a cut that Tidegate makes"));
    }
    Instant until = before.get().plus(SessionSpec.LONGEST).plus(SessionRevoker.STRAGGLER);
    return until.plus(LATE).isBefore(now)
        ? new PolicyClassification.Stray("nothing needs it since " + until)
        : new PolicyClassification.Wrong(
            "every session of this role from before " + before.get() + " is cut");
  }

  /// Returns how a Deny differs from those that Tidegate writes; empty when it does not.
  Optional<String> foreign(ObservedPolicy seen) {
    return seen.document()
        .filter(document -> !reader.cuts(document))
        .map(document -> "it was rewritten, and cuts nothing: it says " + reader.inWords(document));
  }

  private static PolicyClassification reserve(ObservedPolicy seen, Instant now) {
    boolean packs =
        seen.beside().stream()
            .anyMatch(
                name ->
                    name instanceof InlinePolicyName.PackedRevocations pack
                        && now.isBefore(pack.until().plus(LATE)));
    return packs
        ? new PolicyClassification.Fits()
        : new PolicyClassification.Stray(
            "no Deny of several grants is left that it keeps room for");
  }

  private static PolicyClassification pack(InlinePolicyName.PackedRevocations pack, Instant now) {
    if (pack.until().isAfter(SessionRevoker.packedUntil(now).plus(LATE))) {
      return new PolicyClassification.Wrong("no name that Tidegate gives");
    }
    return pack.until().plus(LATE).isBefore(now)
        ? new PolicyClassification.Stray("nothing needs it since " + pack.until())
        : new PolicyClassification.Fits();
  }

  private PolicyClassification ofGrant(ObservedPolicy seen, GrantId id, boolean deny, Instant now) {
    Optional<AccessCase> found = store.load(id.request());
    Optional<Grant> grant = found.flatMap(AccessCase::grant);
    if (grant.isPresent()) {
      return placed(grant.get().terms(), seen, deny)
          ? (deny ? deny(grant.get(), seen, now) : temporary(found.get(), grant.get(), seen, now))
          : new PolicyClassification.Stray(
              "its grant is for another role, or given in another way");
    }
    return found.filter(one -> one.request() instanceof AccessRequest.Pending).isPresent()
        ? new PolicyClassification.Wrong("its request is not answered yet")
        : new PolicyClassification.Stray("there is no grant " + id);
  }

  private static boolean placed(GrantTerms terms, ObservedPolicy seen, boolean deny) {
    boolean kind =
        switch (terms.target()) {
          case Target.AccessRole _ -> deny;
          case Target.ExistingRole _ -> !deny;
        };
    return kind
        && terms.account().id().equals(seen.account())
        && terms.target().roleName().equals(seen.role());
  }

  private PolicyClassification temporary(
      AccessCase of, Grant grant, ObservedPolicy seen, Instant now) {
    return switch (grant) {
      case Grant.Scheduled _, Grant.Active _ ->
          unlessOverdue(grant, content(of, grant.terms(), seen), now);
      case Grant.Ending ending -> ending(ending, now);
      case Grant.Ended ended -> left(ended.id(), ended.at(), ended.at(), now);
    };
  }

  private PolicyClassification content(AccessCase of, GrantTerms terms, ObservedPolicy seen) {
    String given = documents.temporary(of.request().submission().permissions(), terms.endsAt());
    return seen.document()
        .filter(document -> !reader.same(document, given))
        .<PolicyClassification>map(
            document ->
                new PolicyClassification.Rewritten(
                    terms.id(),
                    "it was rewritten, and is not what its grant gives: it says "
                        + reader.inWords(document)))
        .orElseGet(PolicyClassification.Fits::new);
  }

  /// Classifies a Deny. Under the name of a Deny that is still needed, nothing is ever a stray,
  /// whatever its content: it is overwritten, and a late removal would remove what was restored.
  private PolicyClassification deny(Grant grant, ObservedPolicy seen, Instant now) {
    return switch (grant) {
      case Grant.Scheduled _, Grant.Active _ ->
          unlessOverdue(
              grant,
              grant.terms().over(now)
                  ? new PolicyClassification.Fits()
                  : foreign(seen)
                      .<PolicyClassification>map(PolicyClassification.Stray::new)
                      .orElseGet(
                          () ->
                              new PolicyClassification.Wrong("it cuts a grant that has not ended")),
              now);
      case Grant.Ending ending -> ending(ending, now);
      case Grant.Ended ended ->
          switch (ended.cut()) {
            case Revocation.Standing(Instant until) -> standing(ended, until, now);
            case Revocation.RoleWide(Instant _, Instant until) -> standing(ended, until, now);
            case Revocation.Nothing _ -> left(ended.id(), ended.at(), ended.at(), now);
            case Revocation.Removed(Instant at) -> left(ended.id(), ended.at(), at, now);
          };
    };
  }

  private static PolicyClassification unlessOverdue(
      Grant grant, PolicyClassification otherwise, Instant now) {
    Instant end = grant.terms().endsAt();
    return end.plus(LATE).isBefore(now)
        ? new PolicyClassification.Late(grant.id(), "its grant should have ended at " + end)
        : otherwise;
  }

  private static PolicyClassification ending(Grant.Ending ending, Instant now) {
    return ending.at().plus(LATE).isBefore(now)
        ? new PolicyClassification.Late(
            ending.id(), "its grant has been ending since " + ending.at())
        : new PolicyClassification.Fits();
  }

  private static PolicyClassification standing(Grant.Ended ended, Instant until, Instant now) {
    return until.plus(LATE).isBefore(now)
        ? new PolicyClassification.Late(ended.id(), "it should have been removed at " + until)
        : new PolicyClassification.Fits();
  }

  private static PolicyClassification left(GrantId id, Instant ended, Instant done, Instant now) {
    return done.plus(LATE).isBefore(now)
        ? new PolicyClassification.Stray("its grant " + id + " ended at " + ended)
        : new PolicyClassification.Fits();
  }
}
