package dev.tidegate.functions.driftcheck;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.dynamodb.DynamoDriftStore;
import dev.tidegate.adapters.iam.IamAccountObserver;
import dev.tidegate.adapters.iam.IamPolicyDocumentReader;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.AskedCheck;
import dev.tidegate.adapters.lambda.event.EventFunction;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.drift.CheckDrift;
import dev.tidegate.core.drift.Difference;
import dev.tidegate.core.drift.DriftRun;
import dev.tidegate.core.drift.PolicyClassifier;
import dev.tidegate.core.drift.StrayRemoval;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Compares the target accounts with the grants, reports differences, and has repaired what is safe
/// to repair. Takes any event. With `run`, it starts or continues the check of that id. Otherwise
/// the id is the event's `id`, which a second delivery repeats, or Lambda's request id, which stays
/// the same on retries. Answers the figures, for people who invoke it by hand.
public final class Handler implements RequestStreamHandler {
  private static final String NAME = "audit";

  private final CheckDrift check;
  private final EventFunction function;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of(NAME));
  }

  private Handler(Composition parts) {
    this(wired(parts), parts.clock(), parts.log(), parts.metrics());
  }

  /// Takes the operation; for tests.
  public Handler(CheckDrift check, InstantSource clock, Log log, Metrics metrics) {
    this.check = check;
    this.function = new EventFunction(clock, log, metrics);
  }

  private static CheckDrift wired(Composition parts) {
    Env env = parts.env();
    CaseStore store = parts.cases();
    return new CheckDrift(
        store,
        parts.policies(),
        new IamAccountObserver(
            parts.aws().build(StsClient.builder()),
            parts.aws().build(IamClient.builder()),
            env.required("TIDEGATE_BROKER_ACCOUNT"),
            env.required("TIDEGATE_BROKER_STACK")),
        new PolicyClassifier(store, new IamPolicyDocuments(), new IamPolicyDocumentReader()),
        parts.auditLog(),
        new DynamoDriftStore(parts.dynamo(), parts.table()),
        new LambdaDriftDispatcher(
            parts.aws().build(LambdaClient.builder()),
            env.required("TIDEGATE_END_GRANT"),
            env.required("TIDEGATE_AUDIT")));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    function.run(
        in, out, context, call -> call.attempt("not checked", call.log(), () -> check(call)));
  }

  private String check(Invocation call) {
    Json event = call.event();
    Instant now = call.now();
    AskedCheck.read(event).ifPresent(asked -> check.asked(asked.run(), asked.by(), now));
    CheckDrift.Report report = check.check(run(event, call.id()), call::remaining, now);
    tell(report, call);
    return JsonWriter.compact(view(report));
  }

  private static String run(Json event, String invocation) {
    for (String key : new String[] {"run", "id"}) {
      Optional<String> id = event.string(key).filter(StrayRemoval.RUN::accepts);
      if (id.isPresent()) {
        return id.get();
      }
    }
    return invocation;
  }

  private static void tell(CheckDrift.Report report, Invocation call) {
    Log here = call.log();
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
        .with(LogKey.DETAIL, JsonWriter.compact(view(report)))
        .write();
    if (report.failed() > 0) {
      here.error("not handed over").with(LogKey.COUNT, report.failed()).write();
      call.count(Metrics.Metric.FAULTS, report.failed());
    }
    if (report.progress() == CheckDrift.Progress.FINISHED) {
      call.count(Metrics.Metric.DIFFERENCES, report.run().totals().differences());
      call.count(Metrics.Metric.ACCOUNTS_UNREACHABLE, report.run().totals().unreachable());
    }
  }

  private static Json view(CheckDrift.Report report) {
    DriftRun.Totals totals = report.run().totals();
    Json.Builder view = Json.object();
    view.put("run", report.run().id());
    view.put("finished", report.run().finished());
    view.put("accounts", totals.accounts());
    view.put("held", totals.held());
    view.put("grants", totals.grants());
    view.put("differences", totals.differences());
    view.put("removals", totals.removals());
    view.put("unreachable", totals.unreachable());
    return view.build();
  }
}
