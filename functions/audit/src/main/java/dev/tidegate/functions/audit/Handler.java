package dev.tidegate.functions.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoLedger;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.iam.IamHoldings;
import dev.tidegate.adapters.lambda.AwsClients;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.core.broker.CheckDrift;
import dev.tidegate.core.broker.CurrentPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Checks what the target accounts hold against the grants, and reports. Takes any event, since it
/// says nothing. Answers the figures, for whoever calls it by hand.
public final class Handler implements RequestStreamHandler {
  private static final String NAME = "audit";

  private final CheckDrift check;
  private final InstantSource clock;
  private final Log log;
  private final Metrics metrics;

  /// Wires the function from its environment.
  public Handler() {
    this(wired(Env.ofProcess()), InstantSource.system(), Log.of(NAME), Metrics.of(NAME));
  }

  /// Takes the verb.
  public Handler(CheckDrift check, InstantSource clock, Log log, Metrics metrics) {
    this.check = check;
    this.clock = clock;
    this.log = log;
    this.metrics = metrics;
  }

  private static CheckDrift wired(Env env) {
    AwsClients clients = new AwsClients(env);
    DynamoDbClient dynamo = clients.build(DynamoDbClient.builder());
    String table = env.required("TIDEGATE_TABLE");
    return new CheckDrift(
        new DynamoCaseStore(
            dynamo,
            table,
            env.required("TIDEGATE_WATCH_TABLE"),
            env.required("TIDEGATE_LEDGER_TABLE")),
        new CurrentPolicy(
            new DynamoPolicyVersions(dynamo, table, env.required("TIDEGATE_LEDGER_TABLE")),
            new YamlPolicyParser()),
        new IamHoldings(clients.build(StsClient.builder()), clients.build(IamClient.builder())),
        new DynamoLedger(dynamo, table, env.required("TIDEGATE_LEDGER_TABLE"), NAME));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Instant now = Clocks.now(clock);
    try {
      CheckDrift.Report report = check.check(now);
      tell(report, here, now);
      out.write(Json.write(view(report)).getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException failure) {
      here.error("not checked").with(failure).write();
      metrics.put(Metrics.Metric.FAULTS, 1, now);
      throw failure;
    }
  }

  private void tell(CheckDrift.Report report, Log here, Instant now) {
    for (CheckDrift.Difference difference : report.differences()) {
      here.warn("difference")
          .with(LogKey.ACCOUNT, difference.account())
          .with(
              LogKey.DETAIL,
              difference.role() + " " + difference.policy() + ": " + difference.what())
          .write();
    }
    here.info("checked").with(LogKey.DETAIL, Json.write(view(report))).write();
    metrics.put(Metrics.Metric.DIFFERENCES, report.differences().size(), now);
  }

  private static Map<String, Object> view(CheckDrift.Report report) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("accounts", report.accounts());
    view.put("held", report.held());
    view.put("grants", report.grants());
    view.put("differences", report.differences().size());
    return view;
  }
}
