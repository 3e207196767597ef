package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.Optional;

/// Ends a grant whose time is up or that a person ended: removes access, then records the grant as
/// Ended, and later removes its own Deny. Called by the schedule, the sweep and the watch stream,
/// in any order and any number of times.
///
/// When AWS does not answer, the grant stays Ending, the failure is thrown, and the next call tries
/// again. The schedule of a grant that ended early is removed last: until access is gone it is one
/// more way to end it, and afterwards it does no harm.
public final class EndGrant {
  private final CaseRunner runner;
  private final SessionRevoker revoker;
  private final ScheduleRemoval schedules;
  private final AccessProbe probe;

  /// Creates an operation that does not confirm ends by probes.
  public EndGrant(CaseStore store, SessionRevoker revoker, ScheduleRemoval schedules) {
    this(store, revoker, schedules, terms -> new AccessProbe.Answer.Inconclusive());
  }

  public EndGrant(
      CaseStore store, SessionRevoker revoker, ScheduleRemoval schedules, AccessProbe probe) {
    this.runner = new CaseRunner(store);
    this.revoker = revoker;
    this.schedules = schedules;
    this.probe = probe;
  }

  /// The result of [#end].
  public enum Outcome {
    /// Access is gone.
    ENDED,
    /// Access is gone, but the grant is not Ended yet: a call that gives access may still be
    /// running, an earlier attempt may have left something behind, or there is no room for the Deny
    /// that an end by time adds to the date condition. The sweep tries again.
    SETTLING,
    /// The Deny is in place, but a session under the grant's name was still allowed: IAM may not
    /// have spread it yet. The sweep tries again.
    SPREADING,
    /// The same, after IAM should have spread it; raises an alarm. The sweep tries again, for ever.
    UNCONFIRMED,
    /// The Deny that revoked the sessions is removed.
    CLEANED,
    /// The grant is not due.
    NOT_DUE,
    /// The grant was already over.
    NOTHING_TO_DO,
    /// There is no such grant.
    UNKNOWN
  }

  /// What a decision comes to, and what is left to do once it is written.
  sealed interface Result {
    /// Nothing is left to do.
    record Done(Outcome outcome) implements Result {}

    /// The grant is Ended: schedules of it may be left.
    record Ended(Grant.Ending from) implements Result {}

    /// AWS did not answer, or said no.
    record Failed(Fault fault) implements Result {}
  }

  /// Ends the grant, if it is due.
  public Outcome end(GrantId id, Instant now) {
    Result result =
        runner.onGrant(
            id,
            (current, grant) -> carryOut(EndPlan.of(current, grant, now)),
            new Result.Done(Outcome.UNKNOWN));
    return switch (result) {
      case Result.Done(Outcome outcome) -> outcome;
      case Result.Ended(Grant.Ending from) -> {
        removeSchedules(from);
        yield Outcome.ENDED;
      }
      case Result.Failed(Fault fault) -> throw fault;
    };
  }

  private Step<Result> carryOut(EndPlan plan) {
    return switch (plan) {
      case EndPlan.Nothing(Outcome why) -> new Step.Answer<>(new Result.Done(why));
      case EndPlan.TakeAway away -> {
        try {
          yield takeAway(away, away.attempt());
        } catch (Fault fault) {
          yield away.attempt().failed(fault);
        }
      }
      case EndPlan.RemoveRevocation remove -> {
        GrantTerms terms = remove.ended().terms();
        if (remove.single()) {
          revoker.removeRevocation(terms, remove.now());
        }
        remove.roleWide().ifPresent(before -> revoker.removeRoleWideRevocation(terms, before));
        yield new Step.Commit<>(remove.change(), new Result.Done(Outcome.CLEANED));
      }
    };
  }

  private Step<Result> takeAway(EndPlan.TakeAway plan, EndAttempt attempt) {
    GrantTerms terms = attempt.ending().terms();
    return switch (plan) {
      case EndPlan.Settle _ -> attempt.settling();
      case EndPlan.NoSessions _ -> attempt.ended(new Revocation.Nothing());
      case EndPlan.Detach _ -> {
        revoker.detach(terms);
        yield attempt.ended(new Revocation.Nothing());
      }
      case EndPlan.RemoveLeftOvers(EndAttempt _, Optional<Instant> roleWide) -> {
        revoker.removeRevocation(terms, attempt.now());
        roleWide.ifPresent(before -> revoker.removeRoleWideRevocation(terms, before));
        yield attempt.ended(new Revocation.Nothing());
      }
      case EndPlan.RevokeSessions revoke ->
          revoke
              .after(revoker.cut(terms, attempt.now()))
              .map(made -> confirm(made, attempt))
              .orElseGet(attempt::settling);
    };
  }

  private Step<Result> confirm(Revocation made, EndAttempt attempt) {
    GrantTerms terms = attempt.ending().terms();
    return switch (made) {
      case Revocation.Standing _ -> attempt.ended(made, probe.confirm(terms));
      case Revocation.RoleWide(Instant before, Instant _) -> {
        if (!attempt.announced()) {
          yield attempt.announcing();
        }
        revoker.revokeRoleWide(terms, before);
        yield attempt.ended(made);
      }
      case Revocation.Nothing _, Revocation.Removed _ -> attempt.ended(made);
    };
  }

  private void removeSchedules(Grant.Ending from) {
    if (!(from.cause() instanceof EndCause.Time)) {
      schedules.removeEnd(from.id());
    }
    if (from.terms().ahead(from.at())) {
      schedules.removeStart(from.id());
    }
  }
}
