package dev.tidegate.functions.endgrant;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.StreamKeys;
import dev.tidegate.adapters.dynamodb.StreamRecord;
import dev.tidegate.adapters.iam.IamAccessCutter;
import dev.tidegate.adapters.lambda.AwsClients;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.Batch;
import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.adapters.scheduler.SchedulerScheduleRemoval;
import dev.tidegate.core.broker.AccessCutter;
import dev.tidegate.core.broker.CaseStore;
import dev.tidegate.core.broker.EndGrant;
import dev.tidegate.core.broker.ScheduleRemoval;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Ends grants: the one that the schedule or the sweep names, or those whose watch items come by
/// the watch table's stream, deleted by TTL or marked as ending.
///
/// A batch reports the records that failed; a single grant that fails is thrown, so that Lambda
/// tries again and then tells the dead-letter queue.
public final class Handler implements RequestStreamHandler {
  private static final String NAME = "end-grant";

  /// A probe waits for another function, which may have to start.
  private static final Duration PROBE = Duration.ofSeconds(25);

  private final Work work;
  private final Log log;

  /// Wires the function from its environment.
  public Handler() {
    this(wired(Env.ofProcess()), Log.of(NAME));
  }

  /// Takes the ports, and tries nothing to confirm an end.
  public Handler(
      CaseStore store,
      AccessCutter cutter,
      ScheduleRemoval schedule,
      InstantSource clock,
      Log log,
      Metrics metrics) {
    this(new Work(new EndGrant(store, cutter, schedule), store, clock, metrics), log);
  }

  /// Takes the verb.
  Handler(EndGrant end, CaseStore store, InstantSource clock, Log log, Metrics metrics) {
    this(new Work(end, store, clock, metrics), log);
  }

  private Handler(Work work, Log log) {
    this.work = work;
    this.log = log;
  }

  private static Work wired(Env env) {
    AwsClients clients = new AwsClients(env);
    CaseStore store =
        new DynamoCaseStore(
            clients.build(DynamoDbClient.builder()),
            env.required("TIDEGATE_TABLE"),
            env.required("TIDEGATE_WATCH_TABLE"),
            env.required("TIDEGATE_LEDGER_TABLE"));
    EndGrant end =
        new EndGrant(
            store,
            new IamAccessCutter(
                clients.build(StsClient.builder()), clients.build(IamClient.builder())),
            new SchedulerScheduleRemoval(
                clients.build(SchedulerClient.builder()), env.required("TIDEGATE_SCHEDULE_GROUP")),
            new LambdaAccessProbe(
                clients.build(LambdaClient.builder(), PROBE),
                env.required("TIDEGATE_SESSIONS"),
                InstantSource.system(),
                Thread::sleep));
    return new Work(end, store, InstantSource.system(), Metrics.of(NAME));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Map<String, Object> event = Json.readEvent(in.readAllBytes());
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Optional<List<StreamRecord>> records = StreamRecord.of(event);
    if (records.isEmpty()) {
      work.end(GrantEvent.read(event), here);
      return;
    }
    List<String> failed =
        Batch.run(records.get(), StreamRecord::sequence, one -> end(one, here), context, here);
    out.write(Batch.answer(failed).getBytes(StandardCharsets.UTF_8));
  }

  /// A watch item that was just made is not due.
  private void end(StreamRecord changed, Log here) {
    if (!changed.eventName().equals("INSERT")) {
      StreamKeys.grantOfWatch(changed.keys()).ifPresent(grant -> work.end(grant, here));
    }
  }
}
