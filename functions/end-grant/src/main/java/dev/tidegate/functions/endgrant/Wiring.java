package dev.tidegate.functions.endgrant;

import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoAuditLog;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.iam.IamPolicyDocumentReader;
import dev.tidegate.adapters.iam.IamSessionRevoker;
import dev.tidegate.adapters.iam.IamStrayPolicies;
import dev.tidegate.adapters.lambda.CompactPolicyWarnings;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.adapters.scheduler.SchedulerScheduleRemoval;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.drift.PolicyClassifier;
import dev.tidegate.core.drift.RemoveStray;
import dev.tidegate.core.drift.RestoreRevocation;
import dev.tidegate.core.policies.CurrentPolicy;
import dev.tidegate.core.record.IdempotentAuditLog;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sts.StsClient;

/// What the function is made of, from its environment.
final class Wiring {
  /// A probe waits for another function, which may have to start.
  private static final Duration PROBE = Duration.ofSeconds(25);

  private final CaseStore store;
  private final EndGrant end;
  private final RemoveStray remove;
  private final RestoreRevocation putBack;

  Wiring(Env env) {
    AwsClients clients = new AwsClients(env.required("AWS_REGION"));
    DynamoDbClient dynamo = clients.build(DynamoDbClient.builder());
    StsClient sts = clients.build(StsClient.builder());
    IamClient iam = clients.build(IamClient.builder());
    String table = env.required("TIDEGATE_TABLE");
    String ledgerTable = env.required("TIDEGATE_LEDGER_TABLE");
    SessionRevoker cutter = new IamSessionRevoker(sts, iam);
    IdempotentAuditLog ledger = new DynamoAuditLog(dynamo, table, ledgerTable, "end-grant");
    this.store =
        new DynamoCaseStore(dynamo, table, env.required("TIDEGATE_WATCH_TABLE"), ledgerTable);
    this.end =
        new EndGrant(
            store,
            cutter,
            new SchedulerScheduleRemoval(
                clients.build(SchedulerClient.builder()), env.required("TIDEGATE_SCHEDULE_GROUP")),
            new LambdaAccessProbe(
                clients.build(LambdaClient.builder(), PROBE),
                env.required("TIDEGATE_SESSIONS"),
                InstantSource.system(),
                Thread::sleep));
    this.remove =
        new RemoveStray(
            store,
            new CurrentPolicy(
                new DynamoPolicyVersions(dynamo, table, ledgerTable),
                new YamlPolicyParser(),
                new CompactPolicy(),
                new CompactPolicyWarnings(Log.of("end-grant"))),
            new IamStrayPolicies(sts, iam),
            ledger,
            new PolicyClassifier(store, new IamPolicyDocuments(), new IamPolicyDocumentReader()));
    this.putBack = new RestoreRevocation(store, cutter, ledger);
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
