package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.Retry;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Ends a grant whose time is up or that a human ended: takes access away, then says Ended; later
/// removes what it put in place. Called by the schedule, the sweep, the watch stream, in any order
/// and any number of times.
///
/// When AWS does not answer, the grant is Ending, the failure is thrown, and the next call tries
/// again. The schedule of a grant that ended early is removed last: until access is gone it is one
/// more line that ends it, and after that it does no harm.
public final class EndGrant {
  private static final Actor ME = new Actor.Function("end-grant");

  private final CaseStore store;
  private final SessionRevoker cutter;
  private final ScheduleRemoval schedules;
  private final AccessProbe probe;

  /// Ends grants without trying whether their sessions are refused.
  public EndGrant(CaseStore store, SessionRevoker cutter, ScheduleRemoval schedules) {
    this(store, cutter, schedules, terms -> new AccessProbe.Answer.Inconclusive());
  }

  public EndGrant(
      CaseStore store, SessionRevoker cutter, ScheduleRemoval schedules, AccessProbe probe) {
    this.store = store;
    this.cutter = cutter;
    this.schedules = schedules;
    this.probe = probe;
  }

  /// What came of it.
  public enum Outcome {
    /// Access is gone.
    ENDED,
    /// Access is gone, but the grant is not Ended yet: a giver that was under way may still write,
    /// or an earlier attempt may have left something behind, or there is no room for the Deny that
    /// a natural end adds to the date condition. The sweep looks again.
    SETTLING,
    /// The Deny is in place, and a session under the grant's name still was allowed: IAM may be
    /// spreading it. The sweep tries again.
    SPREADING,
    /// The same, when IAM should have spread it: an alarm. The sweep tries again, for ever.
    UNCONFIRMED,
    /// What had been put in place to cut sessions is removed.
    CLEANED,
    /// Not yet.
    NOT_DUE,
    /// It was over already.
    NOTHING_TO_DO,
    /// No such grant.
    UNKNOWN
  }

  /// Ends the grant if it is due.
  public Outcome end(GrantId id, Instant now) {
    return Retry.onConflict(
        () ->
            store
                .load(id.request())
                .flatMap(found -> found.grant().map(grant -> attempt(found, grant, now)))
                .orElseGet(() -> Optional.of(Outcome.UNKNOWN)));
  }

  private Optional<Outcome> attempt(AccessCase current, Grant grant, Instant now) {
    return switch (grant) {
      case Grant.Scheduled _, Grant.Active _ ->
          BeginEnding.byTime(grant, now)
              .map(ending -> finish(current, ending, now))
              .orElseGet(() -> Optional.of(Outcome.NOT_DUE));
      case Grant.Ending ending -> finish(current, ending, now);
      case Grant.Ended ended -> clean(current, ended, now);
    };
  }

  private Optional<Outcome> finish(AccessCase current, Grant.Ending ending, Instant now) {
    Optional<Revocation> cut;
    AccessProbe.Answer answer;
    try {
      cut = takeAway(current, ending, now);
      if (cut.orElse(null) instanceof Revocation.RoleWide(Instant before, Instant _)) {
        if (ending.attempts() == 0) {
          // Whoever finds the grant later must know that the role may be cut, before it is.
          store.commit(EndingEvents.begun(current, ending, now).grant(ending.failed()));
          return Optional.empty();
        }
        cutter.cutRoleWide(ending.terms(), before);
      }
      answer =
          cut.filter(made -> made instanceof Revocation.Standing).isPresent()
              ? probe.confirm(ending.terms())
              : new AccessProbe.Answer.Inconclusive();
    } catch (Fault fault) {
      store.commit(EndingEvents.failed(current, ending, fault, now));
      throw fault;
    }
    if (cut.isEmpty() || !ending.settled(now)) {
      boolean known = current.grant().filter(ending::equals).isPresent();
      return known || store.commit(EndingEvents.begun(current, ending, now).grant(ending))
          ? Optional.of(Outcome.SETTLING)
          : Optional.empty();
    }
    if (answer instanceof AccessProbe.Answer.StillAllowed) {
      boolean late = !now.isBefore(ending.at().plus(IamChanges.ARRIVED));
      return store.commit(EndingEvents.stillAllowed(current, ending, late, now))
          ? Optional.of(late ? Outcome.UNCONFIRMED : Outcome.SPREADING)
          : Optional.empty();
    }
    CaseChange change =
        EndingEvents.noteCut(EndingEvents.begun(current, ending, now), ending, cut.get());
    if (answer instanceof AccessProbe.Answer.Refused refused) {
      change =
          change.noting(EventType.GRANT_CONFIRMED, ME, EndingEvents.confirmed(ending, refused));
    }
    Map<String, String> details = new TreeMap<>();
    details.put("grant", ending.id().text());
    details.put("why", ending.cause().word());
    change = change.grant(ending.ended(now, cut.get())).noting(EventType.GRANT_ENDED, ME, details);
    if (!store.commit(change)) {
      return Optional.empty();
    }
    if (!(ending.cause() instanceof EndCause.Time)) {
      schedules.removeEnd(ending.id());
    }
    if (ending.terms().ahead(ending.at())) {
      schedules.removeStart(ending.id());
    }
    return Optional.of(Outcome.ENDED);
  }

  private Optional<Revocation> takeAway(AccessCase current, Grant.Ending ending, Instant now) {
    return switch (ending.terms().target()) {
      case Target.ExistingRole _ -> {
        cutter.detach(ending.terms());
        yield Optional.of(new Revocation.Nothing());
      }
      case Target.AccessRole _ ->
          current.sessions().liveAt(now)
              ? cutSessions(ending, current.sessions().lastExpiry().orElse(now), now)
              : removeLeftOvers(ending, current.sessions().lastExpiry().orElse(Instant.MIN), now);
    };
  }

  /// Removes what an earlier attempt may have put in place without a word of it being written: its
  /// sessions have expired since. Waits until no such attempt can still be under way.
  private Optional<Revocation> removeLeftOvers(
      Grant.Ending ending, Instant lastExpiry, Instant now) {
    boolean early = !(ending.cause() instanceof EndCause.Time);
    Instant first = early ? ending.at() : ending.terms().endsAt();
    if (!lastExpiry.isAfter(first)) {
      return Optional.of(new Revocation.Nothing());
    }
    Instant clear = early ? wideUntil(ending.at()) : lastExpiry.plus(SessionRevoker.STRAGGLER);
    if (now.isBefore(clear)) {
      return Optional.empty();
    }
    cutter.removeCut(ending.terms(), now);
    if (early) {
      cutter.removeRoleWideCut(ending.terms(), lastIssue(ending.at()));
    }
    return Optional.of(new Revocation.Nothing());
  }

  private Optional<Revocation> cutSessions(Grant.Ending ending, Instant lastExpiry, Instant now) {
    boolean early = !(ending.cause() instanceof EndCause.Time);
    Instant before = lastIssue(ending.at());
    Instant wide = wideUntil(ending.at());
    Instant expired = lastExpiry.plus(SessionRevoker.STRAGGLER);
    boolean mayBeWide = early && ending.attempts() > 0 && wide.isAfter(expired);
    Instant alone = mayBeWide ? wide : expired;
    Instant packed = SessionRevoker.packedUntil(now);
    return switch (cutter.cut(ending.terms(), now)) {
      case SessionRevoker.CutResult.Done() -> Optional.of(new Revocation.Standing(alone));
      case SessionRevoker.CutResult.Packed() ->
          Optional.of(new Revocation.Standing(packed.isAfter(alone) ? packed : alone));
      case SessionRevoker.CutResult.NoRole() -> Optional.of(new Revocation.Nothing());
      case SessionRevoker.CutResult.NoRoom() ->
          early ? Optional.of(new Revocation.RoleWide(before, wide)) : Optional.empty();
    };
  }

  /// Returns the second after which no session of the grant can have been issued. It depends on the
  /// grant alone, so every attempt makes the same role-wide cut; and that stands until no session
  /// of the role is left from before it, since the cut of another grant may have become one with
  /// it.
  private static Instant lastIssue(Instant since) {
    return since.plus(SessionRecord.MARGIN).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  private static Instant wideUntil(Instant since) {
    return lastIssue(since).plus(SessionSpec.LONGEST).plus(SessionRevoker.STRAGGLER);
  }

  private Optional<Outcome> clean(AccessCase current, Grant.Ended ended, Instant now) {
    GrantTerms terms = ended.terms();
    switch (ended.cut()) {
      case Revocation.Nothing _, Revocation.Removed _ -> {
        return Optional.of(Outcome.NOTHING_TO_DO);
      }
      case Revocation.Standing standing when now.isBefore(standing.until()) -> {
        return Optional.of(Outcome.NOT_DUE);
      }
      case Revocation.RoleWide roleWide when now.isBefore(roleWide.until()) -> {
        return Optional.of(Outcome.NOT_DUE);
      }
      case Revocation.Standing _ -> {
        cutter.removeCut(terms, now);
        boolean early = !(ended.cause() instanceof EndCause.Time);
        if (early && !now.isBefore(wideUntil(ended.since()))) {
          // An attempt that failed after it cut the role left that behind.
          cutter.removeRoleWideCut(terms, lastIssue(ended.since()));
        }
      }
      case Revocation.RoleWide roleWide -> cutter.removeRoleWideCut(terms, roleWide.before());
    }
    CaseChange change =
        CaseChange.of(current, now)
            .grant(ended.cleaned(now))
            .noting(EventType.GRANT_CUT_REMOVED, ME, Map.of("grant", terms.id().text()));
    return store.commit(change) ? Optional.of(Outcome.CLEANED) : Optional.empty();
  }
}
