package dev.tidegate.benchmarks;

import dev.tidegate.adapters.dynamodb.DynamoAuditLog;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoDriftStore;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.iam.IamAccountObserver;
import dev.tidegate.adapters.iam.IamPolicyDocumentReader;
import dev.tidegate.adapters.iam.IamSessionRevoker;
import dev.tidegate.adapters.iam.IamStrayPolicies;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.drift.CheckDrift;
import dev.tidegate.core.drift.DriftDispatcher;
import dev.tidegate.core.drift.PolicyClassifier;
import dev.tidegate.core.drift.RemoveStray;
import dev.tidegate.core.drift.RestoreRevocation;
import dev.tidegate.core.drift.StrayRemoval;
import dev.tidegate.core.policies.CurrentPolicy;
import dev.tidegate.local.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The verbs about drift over the real adapters, with a policy of no grant on the access role.
final class Drift {
  static final String STRAY = "TidegateDeny-g-d00000000000000d";

  private final RemoveStray remove;
  private final RestoreRevocation putBack;
  private final CheckDrift check;

  Drift(LocalAws aws, String tables) {
    AwsCredentialsProvider broker = aws.clients().root(LocalAws.BROKER_ACCOUNT);
    DynamoDbClient dynamo = aws.clients().of(DynamoDbClient.builder(), broker);
    StsClient sts = aws.clients().of(StsClient.builder(), broker);
    IamClient iam = aws.clients().of(IamClient.builder(), broker);
    String ledger = Laptop.ledger(tables);
    CaseStore store = new DynamoCaseStore(dynamo, tables, Laptop.watch(tables), ledger);
    CurrentPolicy policies = Verbs.current(new DynamoPolicyVersions(dynamo, tables, ledger));
    policies.current();
    DynamoAuditLog ender = new DynamoAuditLog(dynamo, tables, ledger, "end-grant");
    PolicyClassifier judge =
        new PolicyClassifier(store, new IamPolicyDocuments(), new IamPolicyDocumentReader());
    remove = new RemoveStray(store, policies, new IamStrayPolicies(sts, iam), ender, judge);
    putBack = new RestoreRevocation(store, new IamSessionRevoker(sts, iam), ender);
    check =
        new CheckDrift(
            store,
            policies,
            new IamAccountObserver(sts, iam, LocalAws.BROKER_ACCOUNT, LocalAws.STACK),
            judge,
            new DynamoAuditLog(dynamo, tables, ledger, "audit"),
            new DynamoDriftStore(dynamo, tables),
            new Noted());
  }

  /// Puts a policy that belongs to no grant on the access role, and takes what other tests left
  /// from every role.
  static void stray(LocalAws aws) {
    try (IamClient iam =
        aws.clients().of(IamClient.builder(), aws.clients().root(LocalAws.TARGET_ACCOUNT))) {
      for (String role : List.of("TidegateAccess", "ci-deploy")) {
        iam.listRolePolicies(r -> r.roleName(role)).policyNames().stream()
            .filter(name -> name.startsWith("Tidegate"))
            .forEach(name -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(name)));
      }
      iam.putRolePolicy(
          r ->
              r.roleName("TidegateAccess")
                  .policyName(STRAY)
                  .policyDocument(
                      "{\"Version\":\"2012-10-17\",\"Statement\":"
                          + "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}"));
    }
  }

  void check(String run, Instant now) {
    if (check.check(run, () -> Duration.ofMinutes(5), now).progress()
        != CheckDrift.Progress.FINISHED) {
      throw new AssertionError("not finished: " + run);
    }
  }

  void remove(Instant now) {
    StrayRemoval asked =
        new StrayRemoval(
            "counting-calls", LocalAws.TARGET_ACCOUNT, "TidegateAccess", STRAY, Optional.empty());
    if (!remove.remove(asked, now).equals(new RemoveStray.Outcome.Removed(true))) {
      throw new AssertionError("not removed");
    }
  }

  void putBack(GrantId grant, Instant now) {
    if (putBack.putBack("counting-calls", grant, now) != RestoreRevocation.Outcome.PUT_BACK) {
      throw new AssertionError("not put back: " + grant);
    }
  }

  private static final class Noted implements DriftDispatcher {
    @Override
    public void remove(StrayRemoval removal) {
      Calls.note("Lambda.Invoke");
    }

    @Override
    public void end(GrantId grant) {
      Calls.note("Lambda.Invoke");
    }

    @Override
    public void putBack(String run, GrantId grant) {
      Calls.note("Lambda.Invoke");
    }

    @Override
    public void goOn(String run) {
      Calls.note("Lambda.Invoke");
    }
  }
}
