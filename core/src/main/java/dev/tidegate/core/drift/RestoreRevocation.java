package dev.tidegate.core.drift;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.IdempotentAuditLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Restores the Deny of an Ended grant that was removed while sessions under it may still exist,
/// and records that once for each check. Changes nothing when the Deny is in place.
public final class RestoreRevocation {
  private static final Actor ME = new Actor.Function("end-grant");

  private final CaseRunner runner;
  private final SessionRevoker revoker;
  private final IdempotentAuditLog ledger;

  public RestoreRevocation(CaseStore store, SessionRevoker revoker, IdempotentAuditLog ledger) {
    this.runner = new CaseRunner(store);
    this.revoker = revoker;
    this.ledger = ledger;
  }

  /// The result of [#putBack].
  public enum Outcome {
    /// The Deny is in place.
    PUT_BACK,
    /// No session is left that it would deny.
    NOT_NEEDED,
    /// The role has no room for it; the next check finds it again.
    NO_ROOM
  }

  /// What is left to do once it stands and that is written.
  private sealed interface Restored {
    /// Nothing.
    record Done(Outcome outcome) implements Restored {}

    /// It is recorded.
    record Recorded(Grant.Ended ended, InlinePolicyName policy) implements Restored {}

    /// Another change of the case came first: whoever asked asks again.
    record Overtaken() implements Restored {}
  }

  /// Restores the Deny of a grant, if it is still needed.
  public Outcome putBack(String run, GrantId id, Instant now) {
    Restored restored =
        runner.onGrant(
            id,
            (current, grant) -> carryOut(current, grant, now),
            new Restored.Done(Outcome.NOT_NEEDED));
    return switch (restored) {
      case Restored.Done(Outcome outcome) -> outcome;
      case Restored.Recorded(Grant.Ended ended, InlinePolicyName policy) ->
          noted(run, ended, policy, now);
      case Restored.Overtaken() ->
          throw new Fault(Fault.Kind.BUSY, "the case of " + id + " changed");
    };
  }

  private Step<Restored> carryOut(AccessCase current, Grant grant, Instant now) {
    return grant instanceof Grant.Ended ended
        ? carryOut(current, ended, now)
        : new Step.Answer<>(new Restored.Done(Outcome.NOT_NEEDED));
  }

  private Step<Restored> carryOut(AccessCase current, Grant.Ended ended, Instant now) {
    return switch (ended.cut()) {
      case Revocation.Standing(Instant until) when now.isBefore(until) ->
          standing(current, ended, until, now);
      case Revocation.RoleWide(Instant before, Instant until) when now.isBefore(until) -> {
        revoker.revokeRoleWide(ended.terms(), before);
        yield new Step.Answer<>(
            new Restored.Recorded(ended, new InlinePolicyName.RoleWideRevocation()));
      }
      case Revocation.Standing _,
          Revocation.RoleWide _,
          Revocation.Nothing _,
          Revocation.Removed _ ->
          new Step.Answer<>(new Restored.Done(Outcome.NOT_NEEDED));
    };
  }

  private Step<Restored> standing(
      AccessCase current, Grant.Ended ended, Instant until, Instant now) {
    Restored stands = new Restored.Recorded(ended, new InlinePolicyName.Revocation(ended.id()));
    Instant packed = SessionRevoker.packedUntil(now);
    return switch (revoker.cut(ended.terms(), now)) {
      case SessionRevoker.RevocationResult.Done() -> new Step.Answer<>(stands);
      case SessionRevoker.RevocationResult.Packed() ->
          packed.isAfter(until)
              ? new Step.CommitOnce<>(
                  CaseChange.of(current, now).grant(ended.standing(packed)),
                  stands,
                  new Restored.Overtaken())
              : new Step.Answer<>(stands);
      case SessionRevoker.RevocationResult.NoRole() ->
          new Step.Answer<>(new Restored.Done(Outcome.NOT_NEEDED));
      case SessionRevoker.RevocationResult.NoRoom() ->
          new Step.Answer<>(new Restored.Done(Outcome.NO_ROOM));
    };
  }

  private Outcome noted(String run, Grant.Ended ended, InlinePolicyName policy, Instant now) {
    ledger.appendOnce(
        run + " put back " + ended.id(),
        List.of(
            new AuditLog.Entry(
                EventType.AUDIT_PUT_BACK,
                Map.of(
                    "account", ended.terms().account().id(),
                    "role", ended.terms().target().roleName(),
                    "policy", policy.text(),
                    "grant", ended.id().text(),
                    "sentence",
                        new Difference(
                                ended.terms().account().id(),
                                ended.terms().target().roleName(),
                                policy.text(),
                                "put back, since sessions of " + ended.id() + " may be left")
                            .sentence(),
                    "run", run))),
        ME,
        now);
    return Outcome.PUT_BACK;
  }
}
