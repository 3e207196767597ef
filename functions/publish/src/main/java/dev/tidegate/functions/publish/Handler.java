package dev.tidegate.functions.publish;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.EventItems;
import dev.tidegate.adapters.dynamodb.StreamRecord;
import dev.tidegate.adapters.events.BusEvent;
import dev.tidegate.adapters.events.EventBridgePublisher;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.StreamBatch;
import dev.tidegate.adapters.lambda.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/// Tells the event bus of every entry of the record, as the table's stream brings them.
///
/// The whole batch goes out in as few calls as EventBridge allows; the records of what was not
/// taken, and of what cannot be read, are reported.
public final class Handler implements RequestStreamHandler {
  private static final String NAME = "publish";

  private final Function<List<BusEvent>, SortedMap<Integer, String>> publish;
  private final InstantSource clock;
  private final Log log;
  private final Metrics metrics;

  /// Wires the function from its environment.
  public Handler() {
    this(wired(Env.ofProcess()), InstantSource.system(), Log.of(NAME), Metrics.of(NAME));
  }

  /// @param publish sends events and returns why, by index, for each that was not taken
  public Handler(
      Function<List<BusEvent>, SortedMap<Integer, String>> publish,
      InstantSource clock,
      Log log,
      Metrics metrics) {
    this.publish = publish;
    this.clock = clock;
    this.log = log;
    this.metrics = metrics;
  }

  private static Function<List<BusEvent>, SortedMap<Integer, String>> wired(Env env) {
    EventBridgePublisher publisher =
        new EventBridgePublisher(
            new AwsClients(env.required("AWS_REGION")).build(EventBridgeClient.builder()),
            env.required("TIDEGATE_BUS"));
    return publisher::publish;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    List<StreamRecord> records =
        StreamRecord.of(Json.readEvent(in.readAllBytes()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException("an event with the Records of a stream expected"));
    List<String> sequences = new ArrayList<>();
    List<BusEvent> events = new ArrayList<>();
    List<String> failed =
        new ArrayList<>(
            StreamBatch.run(
                records,
                StreamRecord::sequence,
                one -> read(one, sequences, events),
                context,
                here));
    publish
        .apply(events)
        .forEach(
            (index, why) -> {
              String sequence = sequences.get(index);
              here.error("an event was not taken")
                  .with(LogKey.RECORD, sequence)
                  .with(LogKey.DETAIL, why)
                  .write();
              failed.add(sequence);
            });
    count(records.size() - failed.size(), failed.size());
    out.write(StreamBatch.answer(failed).getBytes(StandardCharsets.UTF_8));
  }

  private static void read(StreamRecord one, List<String> sequences, List<BusEvent> events) {
    if (one.eventName().equals("INSERT") && EventItems.isEvent(one.keys())) {
      events.add(BusEvent.of(EventItems.read(one.newImage())));
      sequences.add(one.sequence());
    }
  }

  private void count(int sent, int failed) {
    Instant now = Clocks.now(clock);
    if (sent > 0) {
      metrics.put(Metrics.Metric.EVENTS_PUBLISHED, sent, now);
    }
    if (failed > 0) {
      metrics.put(Metrics.Metric.FAULTS, failed, now);
    }
  }
}
