package dev.tidegate.functions.activity;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.dynamodb.DynamoActivityStore;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.EventFunction;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.adapters.lambda.event.StreamBatch;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.activity.ActivityStore;
import dev.tidegate.core.activity.FindUnusedGrants;
import dev.tidegate.core.activity.RecordActivity;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Records what was done with grants. Takes batches of a queue that EventBridge fills with
/// CloudTrail's events of the target accounts and with Tidegate's own `grant.ended`. Any other
/// event, such as one from a schedule, makes it examine grants that ended some time ago.
///
/// Records of one session are written together. Only messages that failed are reported, and are
/// delivered again.
public final class Handler implements RequestStreamHandler {
  /// The time reserved for one round of examining ended grants.
  private static final Duration RESERVE = Duration.ofMinutes(1);

  private final ActivityStore store;
  private final CaseStore cases;
  private final AuditLog ledger;
  private final SessionIssuerIdentity broker;
  private final EventFunction function;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("activity"));
  }

  private Handler(Composition parts) {
    this(
        parts.cases(),
        new DynamoActivityStore(
            parts.dynamo(),
            parts.env().required("TIDEGATE_ACTIVITY_TABLE"),
            Duration.ofDays(Long.parseLong(parts.env().required("TIDEGATE_ACTIVITY_DAYS")))),
        parts.auditLog(),
        new SessionIssuerIdentity(
            parts.env().required("TIDEGATE_BROKER_ACCOUNT"),
            parts.env().required("TIDEGATE_SESSIONS_FUNCTION")),
        parts.clock(),
        parts.log(),
        parts.metrics());
  }

  /// Takes the ports.
  ///
  /// @param broker the identity that issues sessions
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
    this.function = new EventFunction(clock, log, metrics);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    function.run(
        in, out, context, call -> call.attempt("not recorded", call.log(), () -> answer(call)));
  }

  private String answer(Invocation call) {
    Optional<List<QueueMessage>> messages = QueueMessage.of(call.event());
    FindUnusedGrants unused = new FindUnusedGrants(cases, store);
    if (messages.isEmpty()) {
      decide(unused, call);
      return "";
    }
    SessionBatch sorted =
        SessionBatch.of(messages.get(), unused, new CloudTrail(broker), call.log());
    List<String> failed =
        sorted.record(new RecordActivity(cases, store, ledger, broker.account()), call);
    if (!failed.isEmpty()) {
      call.count(Metrics.Metric.FAULTS, failed.size());
    }
    return StreamBatch.answer(failed);
  }

  private static void decide(FindUnusedGrants verb, Invocation call) {
    int grants = 0;
    int unused = 0;
    FindUnusedGrants.Report report;
    do {
      report = verb.decide(call.now());
      grants += report.grants();
      unused += report.unused();
    } while (report.grants() > 0 && call.remaining().compareTo(RESERVE) > 0);
    call.log()
        .info("looked at ended grants")
        .with(LogKey.COUNT, grants)
        .with(LogKey.DETAIL, JsonWriter.compact(Json.object().put("unused", unused).build()))
        .write();
    call.count(Metrics.Metric.FINDINGS, unused);
  }
}
