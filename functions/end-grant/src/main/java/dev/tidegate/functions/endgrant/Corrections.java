package dev.tidegate.functions.endgrant;

import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.Correction;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.drift.RemoveStray;
import dev.tidegate.core.drift.RestoreRevocation;
import dev.tidegate.core.drift.StrayRemoval;
import java.time.Instant;

/// Repairs what `audit` found, and writes the result to log and metrics.
final class Corrections {
  private final RemoveStray remove;
  private final RestoreRevocation putBack;

  Corrections(RemoveStray remove, RestoreRevocation putBack) {
    this.remove = remove;
    this.putBack = putBack;
  }

  void make(Correction correction, Invocation call) {
    Instant now = call.now();
    call.attempt(
        "not set right",
        call.log(),
        () ->
            switch (correction) {
              case Correction.Remove(StrayRemoval removal) -> remove(removal, call, now);
              case Correction.PutBack(String run, GrantId grant) ->
                  putBack(run, grant, call.log(), now);
            });
  }

  private RemoveStray.Outcome remove(StrayRemoval removal, Invocation call, Instant now) {
    RemoveStray.Outcome outcome = remove.remove(removal, now);
    call.log()
        .info("stray policy looked at")
        .with(LogKey.ACCOUNT, removal.account())
        .with(LogKey.OUTCOME, outcome)
        .with(LogKey.DETAIL, removal.role() + " " + removal.policy())
        .write();
    if (outcome instanceof RemoveStray.Outcome.Removed(boolean wasThere) && wasThere) {
      call.count(Metrics.Metric.DRIFT_REMOVED, 1);
    }
    return outcome;
  }

  private RestoreRevocation.Outcome putBack(String run, GrantId grant, Log log, Instant now) {
    RestoreRevocation.Outcome outcome = putBack.putBack(run, grant, now);
    log.info("missing cut looked at")
        .with(LogKey.GRANT, grant.text())
        .with(LogKey.OUTCOME, outcome)
        .write();
    return outcome;
  }
}
