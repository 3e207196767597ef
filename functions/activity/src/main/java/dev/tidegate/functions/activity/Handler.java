package dev.tidegate.functions.activity;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoActivityStore;
import dev.tidegate.adapters.dynamodb.DynamoAuditLog;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.StreamBatch;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.activity.ActivityStore;
import dev.tidegate.core.activity.FindUnusedGrants;
import dev.tidegate.core.activity.RecordActivity;
import dev.tidegate.core.record.AuditLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Records what was done with grants. Takes batches of a queue that EventBridge fills: CloudTrail's
/// events of the target accounts, and Tidegate's own `grant.ended`. Any other event, as from a
/// schedule, has it look at grants that ended some time ago.
///
/// Records of one session are written together. Only messages that failed are reported, and come
/// again.
public final class Handler implements RequestStreamHandler {
  private static final String NAME = "activity";

  /// What a round of looking at ended grants may take.
  private static final int RESERVE_MS = 60_000;

  private final ActivityStore store;
  private final CaseStore cases;
  private final AuditLog ledger;
  private final SessionIssuerIdentity broker;
  private final InstantSource clock;
  private final Log log;
  private final Metrics metrics;

  /// Wires the function from its environment.
  public Handler() {
    this(Env.ofProcess());
  }

  private Handler(Env env) {
    this(env, new AwsClients(env.required("AWS_REGION")).build(DynamoDbClient.builder()));
  }

  private Handler(Env env, DynamoDbClient dynamo) {
    this(
        new DynamoCaseStore(
            dynamo,
            env.required("TIDEGATE_TABLE"),
            env.required("TIDEGATE_WATCH_TABLE"),
            env.required("TIDEGATE_LEDGER_TABLE")),
        new DynamoActivityStore(
            dynamo,
            env.required("TIDEGATE_ACTIVITY_TABLE"),
            Duration.ofDays(Long.parseLong(env.required("TIDEGATE_ACTIVITY_DAYS")))),
        new DynamoAuditLog(
            dynamo, env.required("TIDEGATE_TABLE"), env.required("TIDEGATE_LEDGER_TABLE"), NAME),
        new SessionIssuerIdentity(
            env.required("TIDEGATE_BROKER_ACCOUNT"), env.required("TIDEGATE_SESSIONS_FUNCTION")),
        InstantSource.system(),
        Log.of(NAME),
        Metrics.of(NAME));
  }

  /// Takes the ports.
  ///
  /// @param broker who issues sessions
  public Handler(
      CaseStore cases,
      ActivityStore store,
      AuditLog ledger,
      SessionIssuerIdentity broker,
      InstantSource clock,
      Log log,
      Metrics metrics) {
    this.cases = cases;
    this.store = store;
    this.ledger = ledger;
    this.broker = broker;
    this.clock = clock;
    this.log = log;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Optional<List<QueueMessage>> messages = QueueMessage.of(Json.readEvent(in.readAllBytes()));
    FindUnusedGrants unused = new FindUnusedGrants(cases, store);
    if (messages.isEmpty()) {
      decide(unused, context, here);
      return;
    }
    Instant now = Clocks.now(clock);
    SessionBatch sorted = SessionBatch.of(messages.get(), unused, new CloudTrail(broker), here);
    RecordActivity verb = new RecordActivity(cases, store, ledger, broker.account());
    List<String> failed = sorted.record(verb, now, metrics, here);
    if (!failed.isEmpty()) {
      metrics.put(Metrics.Metric.FAULTS, failed.size(), now);
    }
    out.write(StreamBatch.answer(failed).getBytes(StandardCharsets.UTF_8));
  }

  private void decide(FindUnusedGrants verb, Context context, Log here) {
    int grants = 0;
    int unused = 0;
    FindUnusedGrants.Report report;
    do {
      report = verb.decide(Clocks.now(clock));
      grants += report.grants();
      unused += report.unused();
    } while (report.grants() > 0 && context.getRemainingTimeInMillis() > RESERVE_MS);
    here.info("looked at ended grants")
        .with(LogKey.COUNT, grants)
        .with(LogKey.DETAIL, Json.write(Map.of("unused", unused)))
        .write();
    metrics.put(Metrics.Metric.FINDINGS, unused, Clocks.now(clock));
  }
}
