package dev.tidegate.functions.startgrant;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.dynamodb.StreamKeys;
import dev.tidegate.adapters.dynamodb.StreamRecord;
import dev.tidegate.adapters.iam.IamTemporaryPolicies;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.EventFunction;
import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.adapters.lambda.event.StreamBatch;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.scheduler.SchedulerGrantSchedules;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.StartGrant;
import dev.tidegate.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Starts grants: those whose cases the table's stream delivers, or one that a schedule or the
/// sweep names.
///
/// A batch reports the records that failed. The failure of a single grant is thrown, so that Lambda
/// retries the event and then sends it to the dead-letter queue.
public final class Handler implements RequestStreamHandler {
  private final StartGrant start;
  private final EventFunction function;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("start-grant"));
  }

  private Handler(Composition parts) {
    this(wired(parts), parts.clock(), parts.log(), parts.metrics());
  }

  /// Takes the operation; for tests.
  public Handler(StartGrant start, InstantSource clock, Log log, Metrics metrics) {
    this.start = start;
    this.function = new EventFunction(clock, log, metrics);
  }

  private static StartGrant wired(Composition parts) {
    Env env = parts.env();
    SchedulerGrantSchedules.Targets targets =
        new SchedulerGrantSchedules.Targets(
            env.required("TIDEGATE_SCHEDULE_GROUP"),
            env.required("TIDEGATE_END_GRANT_ARN"),
            env.required("TIDEGATE_START_GRANT_ARN"),
            env.required("TIDEGATE_SCHEDULE_ROLE_ARN"),
            env.required("TIDEGATE_SCHEDULE_DLQ_ARN"));
    return new StartGrant(
        parts.cases(),
        parts.policies(),
        new SchedulerGrantSchedules(parts.aws().build(SchedulerClient.builder()), targets),
        new IamTemporaryPolicies(
            parts.aws().build(StsClient.builder()), parts.aws().build(IamClient.builder())),
        new IamPolicyDocuments());
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    function.run(in, out, context, this::answer);
  }

  private String answer(Invocation call) {
    Json event = call.event();
    Optional<List<StreamRecord>> records = StreamRecord.of(event);
    if (records.isEmpty()) {
      start(GrantEvent.read(event), call);
      return "";
    }
    return StreamBatch.answer(
        call.each(
            records.get(),
            StreamRecord::sequence,
            one -> StreamKeys.grantOfCase(one.keys()).ifPresent(grant -> start(grant, call))));
  }

  private void start(GrantId grant, Invocation call) {
    Log about = call.log().with(LogKey.GRANT, grant.text());
    StartGrant.Outcome outcome =
        call.attempt("grant not started", about, () -> start.start(grant, call.now()));
    about.info("grant looked at").with(LogKey.OUTCOME, outcome).write();
    if (outcome == StartGrant.Outcome.STARTED) {
      call.count(Metrics.Metric.GRANTS_STARTED, 1);
    }
  }
}
