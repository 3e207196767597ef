package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.store.SingleCaseStore;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.principal.SourceIdentity;
import java.time.Instant;
import java.util.Optional;

/// Tests whether the sessions of a grant that is being ended are refused. `end-grant` requests it
/// from `sessions`, the only function that can create sessions.
///
/// It refuses all other grants, so a probe is no way around the end of a grant or its approval.
/// Sessions of a probe have their own source identity, so that they do not show up in the
/// requester's activity.
public final class ProbeGrant {
  private final SingleCaseStore store;
  private final SessionProbe probe;

  public ProbeGrant(SingleCaseStore store, SessionProbe probe) {
    this.store = store;
    this.probe = probe;
  }

  /// Returns what the probe tries.
  public Optional<SessionProbe.Tried> tried() {
    return probe.tried();
  }

  /// Tries once; empty when there is no such grant, or it is neither ending nor over.
  public Optional<SessionProbe.Result> probe(GrantId id, Instant now) {
    return store
        .load(id.request())
        .flatMap(
            found ->
                found
                    .grant()
                    .filter(
                        grant ->
                            (grant instanceof Grant.Ending || grant.terms().over(now))
                                && grant.terms().target() instanceof Target.AccessRole)
                    .map(grant -> probe.attempt(grant.terms(), SourceIdentity.PROBE)));
  }
}
