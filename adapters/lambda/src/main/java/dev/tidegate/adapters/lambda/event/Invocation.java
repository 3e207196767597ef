package dev.tidegate.adapters.lambda.event;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// One invocation of an [EventFunction]: the event, and the clock, log and metrics to handle it
/// with.
public final class Invocation {
  private final byte[] bytes;
  private final Context context;
  private final InstantSource clock;
  private final Log log;
  private final Metrics metrics;

  Invocation(byte[] bytes, Context context, InstantSource clock, Log log, Metrics metrics) {
    this.bytes = bytes;
    this.context = context;
    this.clock = clock;
    this.log = log;
    this.metrics = metrics;
  }

  /// Reads the event.
  ///
  /// @throws IllegalArgumentException when it is not a JSON object
  public Json event() {
    return JsonReader.EVENT.object(bytes);
  }

  /// Returns Lambda's id of the invocation, which stays the same when Lambda tries again.
  public String id() {
    return context.getAwsRequestId();
  }

  /// Returns the time left before Lambda stops the function.
  public Duration remaining() {
    return Duration.ofMillis(context.getRemainingTimeInMillis());
  }

  /// Returns the current whole second.
  public Instant now() {
    return Clocks.now(clock);
  }

  /// Returns a log whose lines have the id of the invocation.
  public Log log() {
    return log;
  }

  /// Writes a metric with the current second.
  public void count(Metrics.Metric metric, double value) {
    metrics.put(metric, value, now());
  }

  /// Runs `work`; an exception is logged with the message `failed`, counted as a fault, and
  /// rethrown. Use it only where nothing else logs the failure.
  ///
  /// @param about a log with keys that identify the work
  public <T> T attempt(String failed, Log about, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException failure) {
      about.error(failed).with(failure).write();
      count(Metrics.Metric.FAULTS, 1);
      throw failure;
    }
  }

  /// Handles the records of a batch one by one and returns the numbers of those that failed; see
  /// [StreamBatch#run].
  public <R> List<String> each(
      List<R> records, Function<R, String> number, StreamBatch.RecordHandler<R> work) {
    return StreamBatch.run(records, number, work, context, log);
  }
}
