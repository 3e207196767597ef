package dev.tidegate.functions.publish;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.dynamodb.EventItems;
import dev.tidegate.adapters.dynamodb.StreamRecord;
import dev.tidegate.adapters.events.BusEvent;
import dev.tidegate.adapters.events.EventBridgePublisher;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.EventFunction;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.adapters.lambda.event.StreamBatch;
import dev.tidegate.composition.Composition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/// Publishes every entry of the record to the event bus, as the table's stream delivers them.
///
/// A batch is sent in as few calls as EventBridge allows. Records that were not accepted or cannot
/// be read are reported as failed.
public final class Handler implements RequestStreamHandler {
  private final Function<List<BusEvent>, SortedMap<Integer, String>> publish;
  private final EventFunction function;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("publish"));
  }

  private Handler(Composition parts) {
    this(wired(parts), parts.clock(), parts.log(), parts.metrics());
  }

  /// @param publish sends events and returns, by index, why an event was not accepted
  public Handler(
      Function<List<BusEvent>, SortedMap<Integer, String>> publish,
      InstantSource clock,
      Log log,
      Metrics metrics) {
    this.publish = publish;
    this.function = new EventFunction(clock, log, metrics);
  }

  private static Function<List<BusEvent>, SortedMap<Integer, String>> wired(Composition parts) {
    EventBridgePublisher publisher =
        new EventBridgePublisher(
            parts.aws().build(EventBridgeClient.builder()), parts.env().required("TIDEGATE_BUS"));
    return publisher::publish;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    function.run(
        in, out, context, call -> call.attempt("not published", call.log(), () -> publish(call)));
  }

  private String publish(Invocation call) {
    List<StreamRecord> records =
        StreamRecord.of(call.event())
            .orElseThrow(
                () ->
                    new IllegalArgumentException("an event with the Records of a stream expected"));
    List<String> sequences = new ArrayList<>();
    List<BusEvent> events = new ArrayList<>();
    List<String> failed =
        new ArrayList<>(
            call.each(records, StreamRecord::sequence, one -> read(one, sequences, events)));
    publish
        .apply(events)
        .forEach(
            (index, why) -> {
              String sequence = sequences.get(index);
              call.log()
                  .error("an event was not taken")
                  .with(LogKey.RECORD, sequence)
                  .with(LogKey.DETAIL, why)
                  .write();
              failed.add(sequence);
            });
    count(records.size() - failed.size(), failed.size(), call);
    return StreamBatch.answer(failed);
  }

  private static void read(StreamRecord one, List<String> sequences, List<BusEvent> events) {
    if (one.eventName().equals("INSERT") && EventItems.isEvent(one.keys())) {
      events.add(BusEvent.of(EventItems.read(one.newImage())));
      sequences.add(one.sequence());
    }
  }

  private static void count(int sent, int failed, Invocation call) {
    if (sent > 0) {
      call.count(Metrics.Metric.EVENTS_PUBLISHED, sent);
    }
    if (failed > 0) {
      call.count(Metrics.Metric.FAULTS, failed);
    }
  }
}
