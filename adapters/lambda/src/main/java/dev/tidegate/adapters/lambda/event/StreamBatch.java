package dev.tidegate.adapters.lambda.event;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Handles the records of a stream's batch one by one. A failed record does not stop the others of
/// the batch, and only failed ones are reported [AWS: Lambda DG, ReportBatchItemFailures].
///
/// A stream is read again from the first failed record on, so a handler may receive a record any
/// number of times. Records for which no time is left are reported as well.
public final class StreamBatch {
  /// The time reserved for one record: two AWS calls with all their retries.
  private static final int RESERVE_MS = 20_000;

  private StreamBatch() {}

  /// Handles one record.
  @FunctionalInterface
  public interface RecordHandler<R> {
    /// Handles one record. An exception marks it as failed.
    void on(R item);
  }

  /// Handles each record and returns the sequence numbers of those that failed.
  public static <R> List<String> run(
      List<R> records,
      Function<R, String> sequence,
      RecordHandler<R> work,
      Context context,
      Log log) {
    List<String> failed = new ArrayList<>();
    for (R item : records) {
      String number = sequence.apply(item);
      if (context.getRemainingTimeInMillis() < RESERVE_MS) {
        log.warn("no time left for a record").with(LogKey.RECORD, number).write();
        failed.add(number);
      } else if (!handled(item, number, work, log)) {
        failed.add(number);
      }
    }
    return failed;
  }

  private static <R> boolean handled(R item, String number, RecordHandler<R> work, Log log) {
    try {
      work.on(item);
      return true;
    } catch (RuntimeException failure) {
      log.error("a record failed").with(LogKey.RECORD, number).with(failure).write();
      return false;
    }
  }

  /// Returns the answer that reports `failed` to Lambda.
  public static String answer(List<String> failed) {
    return JsonWriter.compact(
        Json.object()
            .array(
                "batchItemFailures",
                failed.stream()
                    .map(number -> Json.object().put("itemIdentifier", number).build())
                    .toList())
            .build());
  }
}
