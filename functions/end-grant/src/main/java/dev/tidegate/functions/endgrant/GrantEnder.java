package dev.tidegate.functions.endgrant;

import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.store.CaseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Ends one grant and tells log and metrics what came of it.
final class GrantEnder {
  private final EndGrant end;
  private final CaseStore store;
  private final InstantSource clock;
  private final Metrics metrics;

  GrantEnder(EndGrant end, CaseStore store, InstantSource clock, Metrics metrics) {
    this.end = end;
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
  }

  void end(GrantId grant, Log log) {
    Log about = log.with(LogKey.GRANT, grant.text());
    Instant now = Clocks.now(clock);
    try {
      EndGrant.Outcome outcome = end.end(grant, now);
      about.info("grant looked at").with(LogKey.OUTCOME, outcome).write();
      if (outcome == EndGrant.Outcome.ENDED) {
        ended(grant, Clocks.now(clock), about);
      } else if (outcome == EndGrant.Outcome.SPREADING) {
        about.warn("a session of an ended grant still was allowed: IAM may be slow").write();
      } else if (outcome == EndGrant.Outcome.UNCONFIRMED) {
        metrics.put(Metrics.Metric.STILL_ALLOWED, 1, now);
        about.error("a session of an ended grant still was allowed").write();
      }
    } catch (RuntimeException failure) {
      about.error("grant not ended").with(failure).write();
      metrics.put(Metrics.Metric.FAULTS, 1, now);
      throw failure;
    }
  }

  /// The figures of an end are read from the case: one read more, only when a grant has ended.
  private void ended(GrantId id, Instant now, Log about) {
    metrics.put(Metrics.Metric.GRANTS_ENDED, 1, now);
    store
        .load(id.request())
        .flatMap(found -> found.grant())
        .ifPresent(
            grant -> {
              if (grant instanceof Grant.Ended ended) {
                figures(ended, now, about);
              }
            });
  }

  /// The probe has answered and the end is written by `now`: the time of a revoke is taken here,
  /// not from the grant, which says when this attempt began.
  private void figures(Grant.Ended ended, Instant now, Log about) {
    boolean byHuman =
        switch (ended.cause()) {
          case EndCause.Revoked _, EndCause.Withdrawn _ -> true;
          case EndCause.Time _, EndCause.Ineligible _, EndCause.Rewritten _ -> false;
        };
    if (byHuman) {
      Duration took = Duration.between(ended.since(), now);
      metrics.put(Metrics.Metric.REVOKE_SECONDS, took.toMillis() / 1000.0, now);
    }
    if (ended.cut() instanceof Revocation.RoleWide) {
      metrics.put(Metrics.Metric.ROLE_WIDE_CUTS, 1, now);
      about
          .warn("every session of a role was cut: it has no room for one more Deny")
          .with(LogKey.DETAIL, ended.terms().account().roleArn(ended.terms().target().roleName()))
          .write();
    }
  }
}
