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

/// One event that a function handles, and what it is handled with; see [EventFunction].
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

  /// Returns the time that is left before Lambda stops the function.
  public Duration remaining() {
    return Duration.ofMillis(context.getRemainingTimeInMillis());
  }

  /// Returns the current whole second.
  public Instant now() {
    return Clocks.now(clock);
  }

  /// Returns the log, whose lines carry the id.
  public Log log() {
    return log;
  }

  /// Counts `value` at the current second.
  public void count(Metrics.Metric metric, double value) {
    metrics.put(metric, value, now());
  }

  /// Does `work`; what it throws is logged as `failed`, counted as a fault, and thrown on. For work
  /// that nothing else logs: once for each failure.
  ///
  /// @param about the log that says what it was about
  public <T> T attempt(String failed, Log about, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException failure) {
      about.error(failed).with(failure).write();
      count(Metrics.Metric.FAULTS, 1);
      throw failure;
    }
  }

  /// Handles the records of a batch one by one; returns those that failed, see [StreamBatch#run].
  public <R> List<String> each(
      List<R> records, Function<R, String> number, StreamBatch.RecordHandler<R> work) {
    return StreamBatch.run(records, number, work, context, log);
  }
}
