package dev.tidegate.adapters.lambda.http;

import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import java.time.InstantSource;

/// What the [FrontController] of every function behind the API needs.
///
/// @param clock the function's only clock
public record ApiContext(Claims claims, InstantSource clock, Log log, Metrics metrics) {
  /// Creates a context from the environment, with the system clock and standard output.
  public static ApiContext of(String function, Env env) {
    return new ApiContext(
        Claims.of(env), InstantSource.system(), Log.of(function), Metrics.of(function));
  }
}
