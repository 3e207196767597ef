package dev.tidegate.core.drift;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.Cut;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.Terms;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.grant.AccessCutter;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Says of an inline policy with a name of Tidegate's whether it belongs where it was seen.
///
/// It is told by its name, and then by what it says: a temporary policy has to say what its grant's
/// terms give, and nothing else; a Deny has to be one that Tidegate writes.
///
/// It is asked twice: by who reports, and again by who removes, which believes nobody. The grant is
/// read strongly consistent, after the policy was seen, and a grant is written before anything of
/// it reaches IAM: so a grant that was just made is never taken for one that is unknown. What
/// belongs to a Scheduled or Active grant, on the role that the grant is for, is never a
/// [Judgement.Stray].
public final class Judge {
  /// How late an end, or the removal of a Deny, may be before it is a difference: two sweeps.
  public static final Duration LATE = Duration.ofMinutes(10);

  private final CaseStore store;
  private final PolicyDocuments documents;
  private final PolicyReader reader;

  public Judge(CaseStore store, PolicyDocuments documents, PolicyReader reader) {
    this.store = store;
    this.documents = documents;
    this.reader = reader;
  }

  /// Judges a policy whose name is one of Tidegate's.
  public Judgement of(Sight seen, Instant now) {
    String name = seen.policy();
    if (name.equals(AccessCutter.ROLE_WIDE)) {
      return roleWide(seen, now);
    }
    Optional<String> foreign = foreign(seen);
    if (name.equals(AccessCutter.RESERVE)) {
      return foreign.<Judgement>map(Judgement.Stray::new).orElseGet(() -> reserve(seen, now));
    }
    if (name.startsWith(AccessCutter.PACK_PREFIX)) {
      Judgement pack = pack(name, now);
      return pack instanceof Judgement.Fits
          ? foreign.<Judgement>map(Judgement.Stray::new).orElse(pack)
          : pack;
    }
    boolean deny = name.startsWith(AccessCutter.CUT_PREFIX);
    String id =
        name.substring((deny ? AccessCutter.CUT_PREFIX : AccessCutter.TEMPORARY_PREFIX).length());
    return GrantId.matches(id)
        ? ofGrant(seen, new GrantId(id), deny, now)
        : new Judgement.Wrong("no name that Tidegate gives");
  }

  private Judgement roleWide(Sight seen, Instant now) {
    Instant latest = now.plus(LATE);
    Optional<Instant> before = seen.cutsBefore().filter(cut -> cut.isBefore(latest));
    if (before.isEmpty()) {
      return new Judgement.Wrong(foreign(seen).orElse("not a cut that Tidegate makes"));
    }
    Instant until = before.get().plus(SessionSpec.LONGEST).plus(AccessCutter.STRAGGLER);
    return until.plus(LATE).isBefore(now)
        ? new Judgement.Stray("nothing needs it since " + until)
        : new Judgement.Wrong("every session of this role from before " + before.get() + " is cut");
  }

  /// Returns what a Deny says instead of one that Tidegate writes.
  Optional<String> foreign(Sight seen) {
    return seen.document()
        .filter(document -> !reader.cuts(document))
        .map(document -> "it was rewritten, and cuts nothing: it says " + reader.inWords(document));
  }

  private static Judgement reserve(Sight seen, Instant now) {
    boolean packs =
        seen.beside().stream()
            .anyMatch(
                name ->
                    AccessCutter.packUntil(name)
                        .filter(at -> now.isBefore(at.plus(LATE)))
                        .isPresent());
    return packs
        ? new Judgement.Fits()
        : new Judgement.Stray("no Deny of several grants is left that it keeps room for");
  }

  private static Judgement pack(String name, Instant now) {
    Optional<Instant> until = AccessCutter.packUntil(name);
    if (until.isEmpty() || until.get().isAfter(AccessCutter.packedUntil(now).plus(LATE))) {
      return new Judgement.Wrong("no name that Tidegate gives");
    }
    return until.get().plus(LATE).isBefore(now)
        ? new Judgement.Stray("nothing needs it since " + until.get())
        : new Judgement.Fits();
  }

  private Judgement ofGrant(Sight seen, GrantId id, boolean deny, Instant now) {
    Optional<AccessCase> found = store.load(id.request());
    Optional<Grant> grant = found.flatMap(AccessCase::grant);
    if (grant.isPresent()) {
      return placed(grant.get().terms(), seen, deny)
          ? (deny ? deny(grant.get(), seen, now) : temporary(found.get(), grant.get(), seen, now))
          : new Judgement.Stray("its grant is for another role, or given in another way");
    }
    return found.filter(one -> one.request() instanceof AccessRequest.Pending).isPresent()
        ? new Judgement.Wrong("its request is not answered yet")
        : new Judgement.Stray("there is no grant " + id);
  }

  private static boolean placed(Terms terms, Sight seen, boolean deny) {
    boolean kind =
        switch (terms.target()) {
          case Target.AccessRole _ -> deny;
          case Target.ExistingRole _ -> !deny;
        };
    return kind
        && terms.account().id().equals(seen.account())
        && terms.target().roleName().equals(seen.role());
  }

  private Judgement temporary(AccessCase of, Grant grant, Sight seen, Instant now) {
    return switch (grant) {
      case Grant.Scheduled _, Grant.Active _ ->
          unlessOverdue(grant, content(of, grant.terms(), seen), now);
      case Grant.Ending ending -> ending(ending, now);
      case Grant.Ended ended -> left(ended.id(), ended.at(), ended.at(), now);
    };
  }

  private Judgement content(AccessCase of, Terms terms, Sight seen) {
    String given = documents.temporary(of.request().submission().permissions(), terms.endsAt());
    return seen.document()
        .filter(document -> !reader.same(document, given))
        .<Judgement>map(
            document ->
                new Judgement.Rewritten(
                    terms.id(),
                    "it was rewritten, and is not what its grant gives: it says "
                        + reader.inWords(document)))
        .orElseGet(Judgement.Fits::new);
  }

  /// Nothing that a cut which has to stand is under its name is ever called a stray, whatever it
  /// says: it is written over, and a removal that comes late would remove what was put back.
  private Judgement deny(Grant grant, Sight seen, Instant now) {
    return switch (grant) {
      case Grant.Scheduled _, Grant.Active _ ->
          unlessOverdue(
              grant,
              grant.terms().over(now)
                  ? new Judgement.Fits()
                  : foreign(seen)
                      .<Judgement>map(Judgement.Stray::new)
                      .orElseGet(() -> new Judgement.Wrong("it cuts a grant that has not ended")),
              now);
      case Grant.Ending ending -> ending(ending, now);
      case Grant.Ended ended ->
          switch (ended.cut()) {
            case Cut.Standing(Instant until) -> standing(ended, until, now);
            case Cut.RoleWide(Instant _, Instant until) -> standing(ended, until, now);
            case Cut.Nothing _ -> left(ended.id(), ended.at(), ended.at(), now);
            case Cut.Removed(Instant at) -> left(ended.id(), ended.at(), at, now);
          };
    };
  }

  private static Judgement unlessOverdue(Grant grant, Judgement otherwise, Instant now) {
    Instant end = grant.terms().endsAt();
    return end.plus(LATE).isBefore(now)
        ? new Judgement.Late(grant.id(), "its grant should have ended at " + end)
        : otherwise;
  }

  private static Judgement ending(Grant.Ending ending, Instant now) {
    return ending.at().plus(LATE).isBefore(now)
        ? new Judgement.Late(ending.id(), "its grant has been ending since " + ending.at())
        : new Judgement.Fits();
  }

  private static Judgement standing(Grant.Ended ended, Instant until, Instant now) {
    return until.plus(LATE).isBefore(now)
        ? new Judgement.Late(ended.id(), "it should have been removed at " + until)
        : new Judgement.Fits();
  }

  private static Judgement left(GrantId id, Instant ended, Instant done, Instant now) {
    return done.plus(LATE).isBefore(now)
        ? new Judgement.Stray("its grant " + id + " ended at " + ended)
        : new Judgement.Fits();
  }
}
