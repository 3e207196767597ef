package dev.tidegate.functions.endgrant;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.dynamodb.StreamKeys;
import dev.tidegate.adapters.dynamodb.StreamRecord;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.Correction;
import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.adapters.lambda.event.StreamBatch;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.ScheduleRemoval;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.CaseStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ends grants: the one that the schedule or the sweep names, or those whose watch items come by
/// the watch table's stream, deleted by TTL or marked as ending. Sets right what `audit` found.
///
/// A batch reports the records that failed; a single grant that fails is thrown, so that Lambda
/// tries again and then tells the dead-letter queue.
public final class Handler implements RequestStreamHandler {
  private static final String NAME = "end-grant";

  private final GrantEnder work;
  private final Optional<Corrections> corrections;
  private final Log log;

  /// Wires the function from its environment.
  public Handler() {
    this(new Wiring(Env.ofProcess()), Log.of(NAME), Metrics.of(NAME));
  }

  private Handler(Wiring wiring, Log log, Metrics metrics) {
    this(
        new GrantEnder(wiring.end(), wiring.store(), InstantSource.system(), metrics),
        Optional.of(
            new Corrections(wiring.remove(), wiring.putBack(), InstantSource.system(), metrics)),
        log);
  }

  /// Takes the ports, tries nothing to confirm an end, and sets nothing right.
  public Handler(
      CaseStore store,
      SessionRevoker cutter,
      ScheduleRemoval schedule,
      InstantSource clock,
      Log log,
      Metrics metrics) {
    this(new EndGrant(store, cutter, schedule), store, clock, log, metrics);
  }

  /// Takes the verb.
  Handler(EndGrant end, CaseStore store, InstantSource clock, Log log, Metrics metrics) {
    this(new GrantEnder(end, store, clock, metrics), Optional.empty(), log);
  }

  /// Takes what it does.
  Handler(GrantEnder work, Optional<Corrections> corrections, Log log) {
    this.work = work;
    this.corrections = corrections;
    this.log = log;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Map<String, Object> event = Json.readEvent(in.readAllBytes());
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Optional<List<StreamRecord>> records = StreamRecord.of(event);
    if (records.isEmpty()) {
      single(event, here);
      return;
    }
    List<String> failed =
        StreamBatch.run(
            records.get(), StreamRecord::sequence, one -> end(one, here), context, here);
    out.write(StreamBatch.answer(failed).getBytes(StandardCharsets.UTF_8));
  }

  private void single(Map<String, Object> event, Log here) {
    Optional<Correction> correction = Correction.read(event);
    if (correction.isPresent() && corrections.isPresent()) {
      corrections.get().make(correction.get(), here);
    } else {
      work.end(GrantEvent.read(event), here);
    }
  }

  /// A watch item that was just made is not due.
  private void end(StreamRecord changed, Log here) {
    if (!changed.eventName().equals("INSERT")) {
      StreamKeys.grantOfWatch(changed.keys()).ifPresent(grant -> work.end(grant, here));
    }
  }
}
