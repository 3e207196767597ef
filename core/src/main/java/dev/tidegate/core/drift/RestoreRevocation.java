package dev.tidegate.core.drift;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.IdempotentAuditLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Restores the Deny of an Ended grant that was removed while sessions under it may still exist,
/// and records that once for each check. Changes nothing when the Deny is in place.
public final class RestoreRevocation {
  private static final Actor ME = new Actor.Function("end-grant");

  private final CaseStore store;
  private final SessionRevoker cutter;
  private final IdempotentAuditLog ledger;

  public RestoreRevocation(CaseStore store, SessionRevoker cutter, IdempotentAuditLog ledger) {
    this.store = store;
    this.cutter = cutter;
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

  /// Restores the Deny of a grant, if it is still needed.
  public Outcome putBack(String run, GrantId id, Instant now) {
    Optional<AccessCase> current = store.load(id.request());
    return current
        .flatMap(AccessCase::grant)
        .filter(Grant.Ended.class::isInstance)
        .map(ended -> putBack(run, current.get(), (Grant.Ended) ended, now))
        .orElse(Outcome.NOT_NEEDED);
  }

  private Outcome putBack(String run, AccessCase current, Grant.Ended ended, Instant now) {
    return switch (ended.cut()) {
      case Revocation.Standing(Instant until) when now.isBefore(until) ->
          standing(run, current, ended, until, now);
      case Revocation.RoleWide(Instant before, Instant until) when now.isBefore(until) -> {
        cutter.cutRoleWide(ended.terms(), before);
        yield noted(run, ended, new InlinePolicyName.RoleWideRevocation(), now);
      }
      case Revocation.Standing _,
          Revocation.RoleWide _,
          Revocation.Nothing _,
          Revocation.Removed _ ->
          Outcome.NOT_NEEDED;
    };
  }

  private Outcome standing(
      String run, AccessCase current, Grant.Ended ended, Instant until, Instant now) {
    Instant packed = SessionRevoker.packedUntil(now);
    return switch (cutter.cut(ended.terms(), now)) {
      case SessionRevoker.CutResult.Done() ->
          noted(run, ended, new InlinePolicyName.Revocation(ended.id()), now);
      case SessionRevoker.CutResult.Packed() -> {
        if (packed.isAfter(until)
            && !store.commit(CaseChange.of(current, now).grant(ended.standing(packed)))) {
          throw new Fault(Fault.Kind.BUSY, "the case of " + ended.id() + " changed");
        }
        yield noted(run, ended, new InlinePolicyName.Revocation(ended.id()), now);
      }
      case SessionRevoker.CutResult.NoRole() -> Outcome.NOT_NEEDED;
      case SessionRevoker.CutResult.NoRoom() -> Outcome.NO_ROOM;
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
