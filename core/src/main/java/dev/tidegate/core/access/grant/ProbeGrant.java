package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.principal.SourceIdentity;
import java.time.Instant;
import java.util.Optional;

/// Tries whether the sessions of a grant that is being ended are refused. Asked by `end-grant`,
/// done by `sessions`, the only function that can make a session.
///
/// For no other grant does it try anything: a probe is no way around the end of a grant, nor around
/// its approval. A probe's sessions carry a source identity of their own, so that the record of
/// what a requester did does not hold them.
public final class ProbeGrant {
  private final CaseStore store;
  private final SessionProbe probe;

  public ProbeGrant(CaseStore store, SessionProbe probe) {
    this.store = store;
    this.probe = probe;
  }

  /// Returns what it tries.
  public Optional<SessionProbe.Tried> tried() {
    return probe.tried();
  }

  /// Tries once; nothing when there is no such grant, or its time is not over and nobody ended it.
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
