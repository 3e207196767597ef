package dev.tidegate.core.broker;

import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.grant.Cut;
import dev.tidegate.core.grant.EndCause;
import dev.tidegate.core.grant.Grant;
import dev.tidegate.core.grant.GrantId;
import dev.tidegate.core.grant.Terms;
import dev.tidegate.core.principal.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Ends a grant whose time is up or that a human ended: takes access away, then says Ended; later
/// removes what it put in place. Called by the schedule, the sweep, the watch stream, in any order
/// and any number of times.
///
/// When AWS does not answer, the grant is Ending, the failure is thrown, and the next call tries
/// again.
public final class EndGrant {
  private static final Actor ME = new Actor.Function("end-grant");

  /// How far ahead a role-wide cut reaches, since a policy takes seconds to arrive everywhere.
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private final CaseStore store;
  private final AccessCutter cutter;
  private final EndSchedule schedule;

  public EndGrant(CaseStore store, AccessCutter cutter, EndSchedule schedule) {
    this.store = store;
    this.cutter = cutter;
    this.schedule = schedule;
  }

  /// What came of it.
  public enum Outcome {
    /// Access is gone.
    ENDED,
    /// Access is gone, but a giver that was under way may still write: looked at again in three
    /// minutes.
    SETTLING,
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
    EndCause time = new EndCause.Time();
    return switch (grant) {
      case Grant.Scheduled scheduled when scheduled.terms().over(now) ->
          finish(current, scheduled.end(time, now), now);
      case Grant.Active active when active.terms().over(now) ->
          finish(current, active.end(time, now), now);
      case Grant.Scheduled _, Grant.Active _ -> Optional.of(Outcome.NOT_DUE);
      case Grant.Ending ending -> finish(current, ending, now);
      case Grant.Ended ended -> clean(current, ended, now);
    };
  }

  private Optional<Outcome> finish(AccessCase current, Grant.Ending ending, Instant now) {
    Cut cut;
    try {
      cut = takeAway(current, ending, now);
    } catch (Fault fault) {
      store.commit(failed(current, ending, fault, now));
      throw fault;
    }
    if (!ending.settled(now)) {
      boolean known = current.grant().filter(ending::equals).isPresent();
      return known || store.commit(begun(current, ending, now).grant(ending))
          ? Optional.of(Outcome.SETTLING)
          : Optional.empty();
    }
    Change change = noteCut(begun(current, ending, now), ending, cut);
    Map<String, String> details = new TreeMap<>();
    details.put("grant", ending.id().text());
    details.put("why", ending.cause().word());
    change = change.grant(ending.ended(now, cut)).noting(EventType.GRANT_ENDED, ME, details);
    return store.commit(change) ? Optional.of(Outcome.ENDED) : Optional.empty();
  }

  private Cut takeAway(AccessCase current, Grant.Ending ending, Instant now) {
    Terms terms = ending.terms();
    if (!(ending.cause() instanceof EndCause.Time)) {
      schedule.remove(terms.id());
    }
    return switch (terms.target()) {
      case Target.ExistingRole _ -> {
        cutter.detach(terms);
        yield new Cut.Nothing();
      }
      case Target.AccessRole _ -> {
        if (!current.sessions().liveAt(now)) {
          yield new Cut.Nothing();
        }
        yield cutSessions(terms, current.sessions().lastExpiry().orElse(now), now);
      }
    };
  }

  private Cut cutSessions(Terms terms, Instant lastExpiry, Instant now) {
    return switch (cutter.cut(terms)) {
      case AccessCutter.CutResult.Done() -> new Cut.Standing(lastExpiry);
      case AccessCutter.CutResult.NoRole() -> new Cut.Nothing();
      case AccessCutter.CutResult.NoRoom() -> {
        Instant before = now.plus(AHEAD);
        cutter.cutRoleWide(terms, before);
        yield new Cut.RoleWide(before, lastExpiry);
      }
    };
  }

  private static Change begun(AccessCase current, Grant.Ending ending, Instant now) {
    Change change = Change.of(current, now);
    return current.grant().filter(grant -> grant instanceof Grant.Ending).isPresent()
        ? change
        : change.noting(
            EventType.GRANT_ENDING,
            ME,
            Map.of("grant", ending.id().text(), "why", ending.cause().word()));
  }

  private static Change noteCut(Change change, Grant.Ending ending, Cut cut) {
    Map<String, String> details = new TreeMap<>();
    details.put("grant", ending.id().text());
    details.put("role", ending.terms().account().roleArn(ending.terms().target().roleName()));
    return switch (cut) {
      case Cut.Standing(Instant until) -> {
        details.put("until", until.toString());
        yield change.noting(EventType.GRANT_CUT, ME, details);
      }
      case Cut.RoleWide(Instant before, Instant until) -> {
        details.put("issuedBefore", before.toString());
        details.put("until", until.toString());
        yield change.noting(EventType.GRANT_CUT_ROLE_WIDE, ME, details);
      }
      case Cut.Nothing _, Cut.Removed _ -> change;
    };
  }

  private static Change failed(AccessCase current, Grant.Ending ending, Fault fault, Instant now) {
    Change change = begun(current, ending, now).grant(ending.failed());
    int attempts = ending.attempts() + 1;
    return Integer.bitCount(attempts) == 1
        ? change.noting(
            EventType.GRANT_ENDING,
            ME,
            Map.of(
                "grant", ending.id().text(),
                "attempt", Integer.toString(attempts),
                "failed", fault.kind().name()))
        : change;
  }

  private Optional<Outcome> clean(AccessCase current, Grant.Ended ended, Instant now) {
    Terms terms = ended.terms();
    switch (ended.cut()) {
      case Cut.Nothing _, Cut.Removed _ -> {
        return Optional.of(Outcome.NOTHING_TO_DO);
      }
      case Cut.Standing standing when now.isBefore(standing.until()) -> {
        return Optional.of(Outcome.NOT_DUE);
      }
      case Cut.RoleWide roleWide when now.isBefore(roleWide.until()) -> {
        return Optional.of(Outcome.NOT_DUE);
      }
      case Cut.Standing _ -> cutter.removeCut(terms);
      case Cut.RoleWide roleWide -> cutter.removeRoleWideCut(terms, roleWide.before());
    }
    Change change =
        Change.of(current, now)
            .grant(ended.cleaned(now))
            .noting(EventType.GRANT_CUT_REMOVED, ME, Map.of("grant", terms.id().text()));
    return store.commit(change) ? Optional.of(Outcome.CLEANED) : Optional.empty();
  }
}
