package dev.tidegate.functions.driftcheck;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoAuditLog;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoDriftStore;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.iam.IamAccountObserver;
import dev.tidegate.adapters.iam.IamPolicyDocumentReader;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.CompactPolicyWarnings;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.AskedCheck;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.drift.CheckDrift;
import dev.tidegate.core.drift.Difference;
import dev.tidegate.core.drift.DriftRun;
import dev.tidegate.core.drift.PolicyClassifier;
import dev.tidegate.core.drift.StrayRemoval;
import dev.tidegate.core.policies.CurrentPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Checks what the target accounts hold against the grants, reports, and has set right what is
/// safe. Takes any event. One that says `run` begins or goes on with the check of that id; else the
/// check is called after the event's `id`, which a second delivery has as well, or after Lambda's
/// id of the call, which stays the same when Lambda tries again. Answers the figures, for whoever
/// calls it by hand.
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
    AwsClients clients = new AwsClients(env.required("AWS_REGION"));
    DynamoDbClient dynamo = clients.build(DynamoDbClient.builder());
    String table = env.required("TIDEGATE_TABLE");
    String ledger = env.required("TIDEGATE_LEDGER_TABLE");
    CaseStore store =
        new DynamoCaseStore(dynamo, table, env.required("TIDEGATE_WATCH_TABLE"), ledger);
    return new CheckDrift(
        store,
        new CurrentPolicy(
            new DynamoPolicyVersions(dynamo, table, ledger),
            new YamlPolicyParser(),
            new CompactPolicy(),
            new CompactPolicyWarnings(Log.of(NAME))),
        new IamAccountObserver(
            clients.build(StsClient.builder()),
            clients.build(IamClient.builder()),
            env.required("TIDEGATE_BROKER_ACCOUNT"),
            env.required("TIDEGATE_BROKER_STACK")),
        new PolicyClassifier(store, new IamPolicyDocuments(), new IamPolicyDocumentReader()),
        new DynamoAuditLog(dynamo, table, ledger, NAME),
        new DynamoDriftStore(dynamo, table),
        new LambdaDriftHandover(
            clients.build(LambdaClient.builder()),
            env.required("TIDEGATE_END_GRANT"),
            env.required("TIDEGATE_AUDIT")));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Instant now = Clocks.now(clock);
    try {
      Map<String, Object> event = Json.readEvent(in.readAllBytes());
      AskedCheck.read(event).ifPresent(asked -> check.asked(asked.run(), asked.by(), now));
      CheckDrift.Report report =
          check.check(
              run(event, context),
              () -> Duration.ofMillis(context.getRemainingTimeInMillis()),
              now);
      tell(report, here, now);
      out.write(Json.write(view(report)).getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException failure) {
      here.error("not checked").with(failure).write();
      metrics.put(Metrics.Metric.FAULTS, 1, now);
      throw failure;
    }
  }

  private static String run(Map<String, Object> event, Context context) {
    for (String key : new String[] {"run", "id"}) {
      if (event.get(key) instanceof String id && StrayRemoval.RUN.accepts(id)) {
        return id;
      }
    }
    return context.getAwsRequestId();
  }

  private void tell(CheckDrift.Report report, Log here, Instant now) {
    for (Difference difference : report.differences()) {
      here.warn("difference")
          .with(LogKey.ACCOUNT, difference.account())
          .with(
              LogKey.DETAIL,
              difference.role() + " " + difference.policy() + ": " + difference.what())
          .write();
    }
    here.info("checked")
        .with(LogKey.OUTCOME, report.progress())
        .with(LogKey.DETAIL, Json.write(view(report)))
        .write();
    if (report.failed() > 0) {
      here.error("not handed over").with(LogKey.COUNT, report.failed()).write();
      metrics.put(Metrics.Metric.FAULTS, report.failed(), now);
    }
    if (report.progress() == CheckDrift.Progress.FINISHED) {
      metrics.put(Metrics.Metric.DIFFERENCES, report.run().totals().differences(), now);
      metrics.put(Metrics.Metric.ACCOUNTS_UNREACHABLE, report.run().totals().unreachable(), now);
    }
  }

  private static Map<String, Object> view(CheckDrift.Report report) {
    DriftRun.Totals totals = report.run().totals();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("run", report.run().id());
    view.put("finished", report.run().finished());
    view.put("accounts", totals.accounts());
    view.put("held", totals.held());
    view.put("grants", totals.grants());
    view.put("differences", totals.differences());
    view.put("removals", totals.removals());
    view.put("unreachable", totals.unreachable());
    return view;
  }
}
