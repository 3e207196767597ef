package dev.tidegate.functions.endgrant;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.dynamodb.StreamKeys;
import dev.tidegate.adapters.dynamodb.StreamRecord;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.Correction;
import dev.tidegate.adapters.lambda.event.EventFunction;
import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.adapters.lambda.event.StreamBatch;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.ScheduleRemoval;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Ends grants: the one that a schedule or the sweep names, or those whose watch items the watch
/// table's stream reports as deleted by TTL or marked as ending. Also repairs what `audit` found.
///
/// A batch reports the records that failed. The failure of a single grant is thrown, so that Lambda
/// retries the event and then sends it to the dead-letter queue.
public final class Handler implements RequestStreamHandler {
  private final GrantEnder ender;
  private final Optional<Corrections> corrections;
  private final EventFunction function;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("end-grant"));
  }

  private Handler(Composition parts) {
    this(new Wiring(parts), new EventFunction(parts.clock(), parts.log(), parts.metrics()));
  }

  private Handler(Wiring wiring, EventFunction function) {
    this(
        new GrantEnder(wiring.end(), wiring.store()),
        Optional.of(new Corrections(wiring.remove(), wiring.putBack())),
        function);
  }

  /// Takes the ports; ends are not probed, and drift is not repaired.
  public Handler(
      CaseStore store,
      SessionRevoker revoker,
      ScheduleRemoval schedule,
      InstantSource clock,
      Log log,
      Metrics metrics) {
    this(new EndGrant(store, revoker, schedule), store, clock, log, metrics);
  }

  /// Takes the operation; for tests.
  Handler(EndGrant end, CaseStore store, InstantSource clock, Log log, Metrics metrics) {
    this(new GrantEnder(end, store), Optional.empty(), new EventFunction(clock, log, metrics));
  }

  /// Takes its parts; for tests.
  Handler(GrantEnder ender, Optional<Corrections> corrections, EventFunction function) {
    this.ender = ender;
    this.corrections = corrections;
    this.function = function;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    function.run(in, out, context, this::answer);
  }

  private String answer(Invocation call) {
    Json event = call.event();
    Optional<List<StreamRecord>> records = StreamRecord.of(event);
    if (records.isEmpty()) {
      single(event, call);
      return "";
    }
    return StreamBatch.answer(
        call.each(records.get(), StreamRecord::sequence, one -> end(one, call)));
  }

  private void single(Json event, Invocation call) {
    Optional<Correction> correction = Correction.read(event);
    if (correction.isPresent() && corrections.isPresent()) {
      corrections.get().make(correction.get(), call);
    } else {
      ender.end(GrantEvent.read(event), call);
    }
  }

  /// Ends the grant of a watch item, unless the item was just created and so is not due.
  private void end(StreamRecord changed, Invocation call) {
    if (!changed.eventName().equals("INSERT")) {
      StreamKeys.grantOfWatch(changed.keys()).ifPresent(grant -> ender.end(grant, call));
    }
  }
}
