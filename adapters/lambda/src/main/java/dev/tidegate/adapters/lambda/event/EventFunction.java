package dev.tidegate.adapters.lambda.event;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/// Runs a function that is not behind the API: provides the clock, a log with the id of the
/// invocation, and metrics, reads the event and writes the answer.
/// [dev.tidegate.adapters.lambda.http.FrontController] does the same for functions behind the API.
///
/// Exceptions of `work` reach Lambda, which retries the event and then sends it to the function's
/// dead-letter queue. [Invocation#attempt] logs and counts them.
///
/// @param clock the function's only clock
public record EventFunction(InstantSource clock, Log log, Metrics metrics) {
  /// Handles one event.
  @FunctionalInterface
  public interface Work {
    /// Handles the event and returns the answer, which may be empty. It is read by people who
    /// invoke the function by hand, and by Lambda for the records that failed.
    String answer(Invocation call);
  }

  /// Handles the event in `in` and writes the answer to `out`.
  public void run(InputStream in, OutputStream out, Context context, Work work) throws IOException {
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Invocation call = new Invocation(in.readAllBytes(), context, clock, here, metrics);
    out.write(work.answer(call).getBytes(StandardCharsets.UTF_8));
  }
}
