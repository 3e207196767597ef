package dev.tidegate.adapters.lambda.http;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import java.time.InstantSource;

/// Fronts for tests, with the claims of a Cognito pool.
public final class Fronts {
  public static final Claims CLAIMS = new Claims("cognito:groups", "username");

  private Fronts() {}

  /// Returns a front that writes to `out`.
  public static ApiContext at(InstantSource clock, Captured out) {
    return new ApiContext(
        CLAIMS, clock, Log.to(out.stream(), "test"), Metrics.to(out.stream(), "test"));
  }
}
