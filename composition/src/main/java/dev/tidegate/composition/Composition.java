package dev.tidegate.composition;

import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoAuditLog;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoCheckpoints;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.dynamodb.DynamoRecordReader;
import dev.tidegate.adapters.dynamodb.DynamoSingleCaseStore;
import dev.tidegate.adapters.lambda.CompactPolicyWarnings;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.Priming;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.SingleCaseStore;
import dev.tidegate.core.policies.CurrentPolicy;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.record.CheckpointStore;
import dev.tidegate.core.record.RecordReader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Builds the parts that several functions share, on demand, from one function's environment.
///
/// Variables are read, clients built and classes of adapters loaded only for the parts that a
/// function calls for, so its zip needs only its own adapters. Parts that only one function needs,
/// it builds itself with [#aws] and [#env].
///
/// An instance belongs to one function and is used by one thread, while the function starts.
public final class Composition {
  private static final String TABLE = "TIDEGATE_TABLE";
  private static final String LEDGER = "TIDEGATE_LEDGER_TABLE";

  private final String function;
  private final Env env;
  private @Nullable AwsClients aws;
  private @Nullable DynamoDbClient dynamo;

  /// Creates a composition from the environment of this process.
  ///
  /// @param function the function's name in logs, metrics and the record
  public static Composition of(String function) {
    return new Composition(function, Env.ofProcess());
  }

  Composition(String function, Env env) {
    this.function = function;
    this.env = env;
  }

  /// Returns the environment.
  public Env env() {
    return env;
  }

  /// Returns the factory of AWS clients, which share one HTTP client.
  public AwsClients aws() {
    AwsClients made = aws;
    if (made == null) {
      made = new AwsClients(env.required("AWS_REGION"));
      aws = made;
    }
    return made;
  }

  /// Returns the client of DynamoDB.
  public DynamoDbClient dynamo() {
    DynamoDbClient made = dynamo;
    if (made == null) {
      made = aws().build(DynamoDbClient.builder());
      dynamo = made;
    }
    return made;
  }

  /// Returns the name of the table.
  public String table() {
    return env.required(TABLE);
  }

  private String ledgerTable() {
    return env.required(LEDGER);
  }

  /// Returns the store of cases.
  public CaseStore cases() {
    return new DynamoCaseStore(
        dynamo(), table(), env.required("TIDEGATE_WATCH_TABLE"), ledgerTable());
  }

  /// Returns the store of single cases, which needs no watch table, for a function whose role may
  /// not write to that table.
  public SingleCaseStore singleCases() {
    return new DynamoSingleCaseStore(dynamo(), table(), ledgerTable());
  }

  /// Returns the versions of the policy file.
  public DynamoPolicyVersions policyVersions() {
    return new DynamoPolicyVersions(dynamo(), table(), ledgerTable());
  }

  /// Returns the policy in force; a compact form that cannot be used is logged.
  public PolicySource policies() {
    return new CurrentPolicy(
        policyVersions(),
        new YamlPolicyParser(),
        new CompactPolicy(),
        new CompactPolicyWarnings(log()));
  }

  /// Returns the function's own chain of the record.
  public DynamoAuditLog auditLog() {
    return new DynamoAuditLog(dynamo(), table(), ledgerTable(), function);
  }

  /// Returns the reader of the record in the order of time.
  public RecordReader recordReader() {
    return new DynamoRecordReader(dynamo(), ledgerTable());
  }

  /// Returns the checkpoints of the record.
  public CheckpointStore checkpoints() {
    return new DynamoCheckpoints(dynamo(), ledgerTable());
  }

  /// Returns the visibility of cases.
  public Visibility visibility() {
    return new Visibility(securityGroup());
  }

  /// Returns the group that may see everything.
  public Group securityGroup() {
    return new Group(env.required("TIDEGATE_SECURITY_GROUP"));
  }

  /// Returns the group that may push the policy file.
  public Group adminGroup() {
    return new Group(env.required("TIDEGATE_ADMIN_GROUP"));
  }

  /// Returns the context of functions behind the API.
  public ApiContext api() {
    return ApiContext.of(function, env);
  }

  /// Returns the clock, the only one of the function.
  public InstantSource clock() {
    return InstantSource.system();
  }

  /// Returns the log, which goes to standard output.
  public Log log() {
    return Log.of(function);
  }

  /// Returns the metrics, which go to standard output.
  public Metrics metrics() {
    return Metrics.of(function);
  }

  /// Warms up JSON, then runs `steps`, before the first call; see [Priming].
  public void prime(Runnable... steps) {
    List<Runnable> all = new ArrayList<>();
    all.add(Priming::json);
    all.addAll(List.of(steps));
    Priming.run(env, log(), all);
  }
}
