package dev.tidegate.adapters.lambda.event;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Handles the records of a stream's batch one by one: none holds up another within the batch, and
/// only the failed ones are reported [AWS: Lambda DG, ReportBatchItemFailures].
///
/// A stream is read again from the first failed record on, so whoever handles a record meets it any
/// number of times. Records that there is no time left for are reported as well.
public final class StreamBatch {
  /// What one record may take: two AWS calls with all their retries.
  private static final int RESERVE_MS = 20_000;

  private StreamBatch() {}

  /// Handles one record.
  @FunctionalInterface
  public interface RecordHandler<R> {
    /// Handles it, or throws.
    void on(R item);
  }

  /// Handles each record; returns the sequence numbers of those that failed.
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

  /// Writes the answer that reports `failed`.
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
