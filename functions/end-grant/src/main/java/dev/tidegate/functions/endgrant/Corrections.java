package dev.tidegate.functions.endgrant;

import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.Correction;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.drift.RemoveStray;
import dev.tidegate.core.drift.RestoreRevocation;
import dev.tidegate.core.drift.StrayRemoval;
import java.time.Instant;
import java.time.InstantSource;

/// Sets right what `audit` found, and tells log and metrics what came of it.
final class Corrections {
  private final RemoveStray remove;
  private final RestoreRevocation putBack;
  private final InstantSource clock;
  private final Metrics metrics;

  Corrections(RemoveStray remove, RestoreRevocation putBack, InstantSource clock, Metrics metrics) {
    this.remove = remove;
    this.putBack = putBack;
    this.clock = clock;
    this.metrics = metrics;
  }

  void make(Correction correction, Log log) {
    Instant now = Clocks.now(clock);
    try {
      switch (correction) {
        case Correction.Remove(StrayRemoval removal) -> remove(removal, log, now);
        case Correction.PutBack(String run, GrantId grant) -> putBack(run, grant, log, now);
      }
    } catch (RuntimeException failure) {
      log.error("not set right").with(failure).write();
      metrics.put(Metrics.Metric.FAULTS, 1, now);
      throw failure;
    }
  }

  private void remove(StrayRemoval removal, Log log, Instant now) {
    RemoveStray.Outcome outcome = remove.remove(removal, now);
    log.info("stray policy looked at")
        .with(LogKey.ACCOUNT, removal.account())
        .with(LogKey.OUTCOME, outcome)
        .with(LogKey.DETAIL, removal.role() + " " + removal.policy())
        .write();
    if (outcome instanceof RemoveStray.Outcome.Removed(boolean wasThere) && wasThere) {
      metrics.put(Metrics.Metric.DRIFT_REMOVED, 1, now);
    }
  }

  private void putBack(String run, GrantId grant, Log log, Instant now) {
    RestoreRevocation.Outcome outcome = putBack.putBack(run, grant, now);
    log.info("missing cut looked at")
        .with(LogKey.GRANT, grant.text())
        .with(LogKey.OUTCOME, outcome)
        .write();
  }
}
