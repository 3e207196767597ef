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

/// What every function that is not behind the API has around its work: a clock, a log under the id
/// of the invocation, metrics, and its event read and its answer written. For the functions behind
/// the API this is [dev.tidegate.adapters.lambda.http.FrontController].
///
/// What `work` throws goes on to Lambda, which tries the event again, then hands it to the
/// function's dead-letter queue. [Invocation#attempt] says and counts it on the way.
///
/// @param clock the function's only clock
public record EventFunction(InstantSource clock, Log log, Metrics metrics) {
  /// Handles one event.
  @FunctionalInterface
  public interface Work {
    /// Returns the answer, for whoever calls the function by hand or reads which records failed;
    /// may be empty.
    String answer(Invocation call);
  }

  /// Handles the event in `in` and writes the answer to `out`.
  public void run(InputStream in, OutputStream out, Context context, Work work) throws IOException {
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Invocation call = new Invocation(in.readAllBytes(), context, clock, here, metrics);
    out.write(work.answer(call).getBytes(StandardCharsets.UTF_8));
  }
}
