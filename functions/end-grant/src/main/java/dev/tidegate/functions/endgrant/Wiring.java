package dev.tidegate.functions.endgrant;

import dev.tidegate.adapters.iam.IamPolicyDocumentReader;
import dev.tidegate.adapters.iam.IamSessionRevoker;
import dev.tidegate.adapters.iam.IamStrayPolicies;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.scheduler.SchedulerScheduleRemoval;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.drift.PolicyClassifier;
import dev.tidegate.core.drift.RemoveStray;
import dev.tidegate.core.drift.RestoreRevocation;
import dev.tidegate.core.record.IdempotentAuditLog;
import dev.tidegate.core.timing.Timing;
import java.time.Duration;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Wires the parts of the function from its environment.
final class Wiring {
  /// The timeout of a probe, which waits for another function that may have to start.
  private static final Duration PROBE = Timing.PROBE_ANSWER;

  private final CaseStore store;
  private final EndGrant end;
  private final RemoveStray remove;
  private final RestoreRevocation putBack;

  Wiring(Composition parts) {
    StsClient sts = parts.aws().build(StsClient.builder());
    IamClient iam = parts.aws().build(IamClient.builder());
    Env env = parts.env();
    SessionRevoker revoker = new IamSessionRevoker(sts, iam);
    IdempotentAuditLog ledger = parts.auditLog();
    this.store = parts.cases();
    this.end =
        new EndGrant(
            store,
            revoker,
            new SchedulerScheduleRemoval(
                parts.aws().build(SchedulerClient.builder()),
                env.required("TIDEGATE_SCHEDULE_GROUP")),
            new LambdaAccessProbe(
                parts.aws().build(LambdaClient.builder(), PROBE),
                env.required("TIDEGATE_SESSIONS"),
                parts.clock(),
                Thread::sleep));
    this.remove =
        new RemoveStray(
            store,
            parts.policies(),
            new IamStrayPolicies(sts, iam),
            ledger,
            new PolicyClassifier(store, new IamPolicyDocuments(), new IamPolicyDocumentReader()));
    this.putBack = new RestoreRevocation(store, revoker, ledger);
  }

  CaseStore store() {
    return store;
  }

  EndGrant end() {
    return end;
  }

  RemoveStray remove() {
    return remove;
  }

  RestoreRevocation putBack() {
    return putBack;
  }
}
