package dev.tidegate.functions.endgrant;

import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.store.CaseStore;
import java.time.Duration;

/// Ends one grant and writes the result to log and metrics.
final class GrantEnder {
  private final EndGrant end;
  private final CaseStore store;

  GrantEnder(EndGrant end, CaseStore store) {
    this.end = end;
    this.store = store;
  }

  void end(GrantId grant, Invocation call) {
    Log about = call.log().with(LogKey.GRANT, grant.text());
    call.attempt("grant not ended", about, () -> ended(grant, call, about));
  }

  private EndGrant.Outcome ended(GrantId grant, Invocation call, Log about) {
    EndGrant.Outcome outcome = end.end(grant, call.now());
    about.info("grant looked at").with(LogKey.OUTCOME, outcome).write();
    if (outcome == EndGrant.Outcome.ENDED) {
      figures(grant, call, about);
    } else if (outcome == EndGrant.Outcome.SPREADING) {
      about.warn("a session of an ended grant still was allowed: IAM may be slow").write();
    } else if (outcome == EndGrant.Outcome.UNCONFIRMED) {
      call.count(Metrics.Metric.STILL_ALLOWED, 1);
      about.error("a session of an ended grant still was allowed").write();
    }
    return outcome;
  }

  /// Writes the metrics of an end. They are read from the case, which costs one more read, only
  /// when a grant has ended.
  private void figures(GrantId id, Invocation call, Log about) {
    call.count(Metrics.Metric.GRANTS_ENDED, 1);
    store
        .load(id.request())
        .flatMap(found -> found.grant())
        .ifPresent(
            grant -> {
              if (grant instanceof Grant.Ended ended) {
                figures(ended, call, about);
              }
            });
  }

  /// Writes the duration of a revoke. It is measured now, after the probe and the write, and not
  /// from the grant, which has the start of this attempt.
  private static void figures(Grant.Ended ended, Invocation call, Log about) {
    boolean byHuman =
        switch (ended.cause()) {
          case EndCause.Revoked _, EndCause.Withdrawn _ -> true;
          case EndCause.Time _, EndCause.Ineligible _, EndCause.Rewritten _ -> false;
        };
    if (byHuman) {
      Duration took = Duration.between(ended.since(), call.now());
      call.count(Metrics.Metric.REVOKE_SECONDS, took.toMillis() / 1000.0);
    }
    if (ended.cut() instanceof Revocation.RoleWide) {
      call.count(Metrics.Metric.ROLE_WIDE_CUTS, 1);
      about
          .warn("every session of a role was cut: it has no room for one more Deny")
          .with(LogKey.DETAIL, ended.terms().account().roleArn(ended.terms().target().roleName()))
          .write();
    }
  }
}
