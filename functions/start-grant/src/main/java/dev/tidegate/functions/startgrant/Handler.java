package dev.tidegate.functions.startgrant;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.dynamodb.StreamKeys;
import dev.tidegate.adapters.dynamodb.StreamRecord;
import dev.tidegate.adapters.iam.IamTemporaryPolicies;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.CompactPolicyWarnings;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.adapters.lambda.event.StreamBatch;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.adapters.scheduler.SchedulerGrantSchedules;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.StartGrant;
import dev.tidegate.core.policies.CurrentPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Starts grants: those whose cases come by the table's stream, or one that the schedule of a later
/// start, or the sweep, names.
///
/// A batch reports the records that failed; a single grant that fails is thrown, so that Lambda
/// tries again and then tells the dead-letter queue.
public final class Handler implements RequestStreamHandler {
  private static final String NAME = "start-grant";

  private final StartGrant start;
  private final InstantSource clock;
  private final Log log;
  private final Metrics metrics;

  /// Wires the function from its environment.
  public Handler() {
    this(wired(Env.ofProcess()), InstantSource.system(), Log.of(NAME), Metrics.of(NAME));
  }

  /// Takes the verb.
  public Handler(StartGrant start, InstantSource clock, Log log, Metrics metrics) {
    this.start = start;
    this.clock = clock;
    this.log = log;
    this.metrics = metrics;
  }

  private static StartGrant wired(Env env) {
    AwsClients clients = new AwsClients(env.required("AWS_REGION"));
    SchedulerGrantSchedules.Place place =
        new SchedulerGrantSchedules.Place(
            env.required("TIDEGATE_SCHEDULE_GROUP"),
            env.required("TIDEGATE_END_GRANT_ARN"),
            env.required("TIDEGATE_START_GRANT_ARN"),
            env.required("TIDEGATE_SCHEDULE_ROLE_ARN"),
            env.required("TIDEGATE_SCHEDULE_DLQ_ARN"));
    DynamoDbClient dynamo = clients.build(DynamoDbClient.builder());
    String table = env.required("TIDEGATE_TABLE");
    return new StartGrant(
        new DynamoCaseStore(
            dynamo,
            table,
            env.required("TIDEGATE_WATCH_TABLE"),
            env.required("TIDEGATE_LEDGER_TABLE")),
        new CurrentPolicy(
            new DynamoPolicyVersions(dynamo, table, env.required("TIDEGATE_LEDGER_TABLE")),
            new YamlPolicyParser(),
            new CompactPolicy(),
            new CompactPolicyWarnings(Log.of(NAME))),
        new SchedulerGrantSchedules(clients.build(SchedulerClient.builder()), place),
        new IamTemporaryPolicies(
            clients.build(StsClient.builder()), clients.build(IamClient.builder())),
        new IamPolicyDocuments());
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Map<String, Object> event = Json.readEvent(in.readAllBytes());
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Optional<List<StreamRecord>> records = StreamRecord.of(event);
    if (records.isEmpty()) {
      start(GrantEvent.read(event), here);
      return;
    }
    List<String> failed =
        StreamBatch.run(
            records.get(), StreamRecord::sequence, one -> start(one, here), context, here);
    out.write(StreamBatch.answer(failed).getBytes(StandardCharsets.UTF_8));
  }

  private void start(StreamRecord changed, Log here) {
    StreamKeys.grantOfCase(changed.keys()).ifPresent(grant -> start(grant, here));
  }

  private void start(GrantId grant, Log here) {
    Log about = here.with(LogKey.GRANT, grant.text());
    Instant now = Clocks.now(clock);
    try {
      StartGrant.Outcome outcome = start.start(grant, now);
      about.info("grant looked at").with(LogKey.OUTCOME, outcome).write();
      if (outcome == StartGrant.Outcome.STARTED) {
        metrics.put(Metrics.Metric.GRANTS_STARTED, 1, now);
      }
    } catch (RuntimeException failure) {
      about.error("grant not started").with(failure).write();
      metrics.put(Metrics.Metric.FAULTS, 1, now);
      throw failure;
    }
  }
}
