package dev.tidegate.functions.sweepgrants;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.EventFunction;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.SweepGrants;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Sweeps until nothing is due, a round makes no progress, or time runs out; the rest waits for the
/// next sweep. Takes any event. Answers what it did, for people who invoke it by hand.
///
/// A case that fails is logged, counted and put aside for a later sweep.
public final class Handler implements RequestStreamHandler {
  /// The number of cases in one round; each costs a read, a write and an invocation.
  private static final int AT_ONCE = 25;

  /// The time reserved for one round.
  private static final Duration RESERVE = Duration.ofMinutes(1);

  private final SweepGrants sweep;
  private final EventFunction function;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("sweep-grants"));
  }

  private Handler(Composition parts) {
    this(wired(parts), parts.clock(), parts.log(), parts.metrics());
  }

  /// Takes the operation; for tests.
  public Handler(SweepGrants sweep, InstantSource clock, Log log, Metrics metrics) {
    this.sweep = sweep;
    this.function = new EventFunction(clock, log, metrics);
  }

  private static SweepGrants wired(Composition parts) {
    return new SweepGrants(
        parts.cases(),
        new LambdaGrantDispatcher(
            parts.aws().build(LambdaClient.builder()),
            parts.env().required("TIDEGATE_START_GRANT"),
            parts.env().required("TIDEGATE_END_GRANT")));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    function.run(
        in, out, context, call -> call.attempt("not swept", call.log(), () -> sweep(call)));
  }

  private String sweep(Invocation call) {
    Total total = Total.NONE;
    Set<GrantId> stuck = new HashSet<>();
    boolean more = true;
    while (more) {
      SweepGrants.Report report = sweep.sweep(call.now(), AT_ONCE);
      for (SweepGrants.Failure failure : report.failures()) {
        call.log()
            .error("case not handled")
            .with(LogKey.REQUEST, failure.id())
            .with(LogKey.DETAIL, failure.why())
            .write();
      }
      for (GrantId grant : report.stuck()) {
        call.log()
            .error("grant not ended, long after its end")
            .with(LogKey.GRANT, grant.text())
            .write();
      }
      stuck.addAll(report.stuck());
      total = total.plus(report);
      more = report.moved() && call.remaining().compareTo(RESERVE) > 0;
    }
    tell(total, stuck.size(), call);
    return JsonWriter.compact(total.view());
  }

  private static void tell(Total total, int stuck, Invocation call) {
    call.log()
        .info("swept")
        .with(LogKey.COUNT, total.due)
        .with(LogKey.DETAIL, JsonWriter.compact(total.view()))
        .write();
    call.count(Metrics.Metric.SWEPT, total.due);
    call.count(Metrics.Metric.STUCK_ENDING, stuck);
    if (total.failed > 0) {
      call.count(Metrics.Metric.FAULTS, total.failed);
    }
    if (total.broken > 0) {
      call.count(Metrics.Metric.PUT_ASIDE, total.broken);
    }
  }

  /// The sum of all rounds.
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

    private Json view() {
      Json.Builder view = Json.object();
      view.put("due", due);
      view.put("expired", expired);
      view.put("overdue", overdue);
      view.put("started", started);
      view.put("ended", ended);
      view.put("failed", failed);
      return view.build();
    }
  }
}
