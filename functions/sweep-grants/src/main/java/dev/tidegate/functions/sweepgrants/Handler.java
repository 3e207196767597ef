package dev.tidegate.functions.sweepgrants;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.SweepGrants;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Sweeps until nothing is due, nothing moves any more, or time runs out; what is left waits for
/// the next sweep. Takes any event, since it says nothing. Answers what it did, for whoever calls
/// it by hand.
///
/// A case that fails is logged, counted and put aside, and comes again with a later sweep.
public final class Handler implements RequestStreamHandler {
  private static final String NAME = "sweep-grants";

  /// How many cases are taken at once: each costs a read, a write and an invocation.
  private static final int AT_ONCE = 25;

  /// What one round may take.
  private static final int RESERVE_MS = 60_000;

  private final SweepGrants sweep;
  private final InstantSource clock;
  private final Log log;
  private final Metrics metrics;

  /// Wires the function from its environment.
  public Handler() {
    this(wired(Env.ofProcess()), InstantSource.system(), Log.of(NAME), Metrics.of(NAME));
  }

  /// Takes the verb.
  public Handler(SweepGrants sweep, InstantSource clock, Log log, Metrics metrics) {
    this.sweep = sweep;
    this.clock = clock;
    this.log = log;
    this.metrics = metrics;
  }

  private static SweepGrants wired(Env env) {
    AwsClients clients = new AwsClients(env.required("AWS_REGION"));
    return new SweepGrants(
        new DynamoCaseStore(
            clients.build(DynamoDbClient.builder()),
            env.required("TIDEGATE_TABLE"),
            env.required("TIDEGATE_WATCH_TABLE"),
            env.required("TIDEGATE_LEDGER_TABLE")),
        new LambdaHandover(
            clients.build(LambdaClient.builder()),
            env.required("TIDEGATE_START_GRANT"),
            env.required("TIDEGATE_END_GRANT")));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Total total = Total.NONE;
    Set<GrantId> stuck = new HashSet<>();
    boolean more = true;
    while (more) {
      SweepGrants.Report report = sweep.sweep(Clocks.now(clock), AT_ONCE);
      for (SweepGrants.Failure failure : report.failures()) {
        here.error("case not handled")
            .with(LogKey.REQUEST, failure.id())
            .with(LogKey.DETAIL, failure.why())
            .write();
      }
      for (GrantId grant : report.stuck()) {
        here.error("grant not ended, long after its end").with(LogKey.GRANT, grant.text()).write();
      }
      stuck.addAll(report.stuck());
      total = total.plus(report);
      more = report.moved() && context.getRemainingTimeInMillis() > RESERVE_MS;
    }
    tell(total, stuck.size(), here);
    out.write(Json.write(total.view()).getBytes(StandardCharsets.UTF_8));
  }

  private void tell(Total total, int stuck, Log here) {
    Instant now = Clocks.now(clock);
    here.info("swept")
        .with(LogKey.COUNT, total.due)
        .with(LogKey.DETAIL, Json.write(total.view()))
        .write();
    metrics.put(Metrics.Metric.SWEPT, total.due, now);
    metrics.put(Metrics.Metric.STUCK_ENDING, stuck, now);
    if (total.failed > 0) {
      metrics.put(Metrics.Metric.FAULTS, total.failed, now);
    }
    if (total.broken > 0) {
      metrics.put(Metrics.Metric.PUT_ASIDE, total.broken, now);
    }
  }

  /// What all rounds did together.
  private record Total(
      int due, int expired, int overdue, int started, int ended, int failed, long broken) {
    private static final Total NONE = new Total(0, 0, 0, 0, 0, 0, 0);

    private Total plus(SweepGrants.Report report) {
      return new Total(
          due + report.due(),
          expired + report.expired(),
          overdue + report.overdue(),
          started + report.started(),
          ended + report.ended(),
          failed + report.failures().size(),
          broken + report.failures().stream().filter(SweepGrants.Failure::broken).count());
    }

    private Map<String, Object> view() {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("due", due);
      view.put("expired", expired);
      view.put("overdue", overdue);
      view.put("started", started);
      view.put("ended", ended);
      view.put("failed", failed);
      return view;
    }
  }
}
