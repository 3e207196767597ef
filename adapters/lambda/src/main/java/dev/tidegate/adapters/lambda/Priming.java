package dev.tidegate.adapters.lambda;

import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.core.request.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Runs, while a function starts, what its first call would otherwise wait for: classes are loaded,
/// the policy is parsed, clients are warm. With SnapStart all of it is in the snapshot [AWS: Lambda
/// DG, SnapStart performance tuning].
///
/// A step that fails is logged and changes nothing: the first call does it again.
public final class Priming {
  /// The id of no request: 80 bits of a hash or of chance are never all zero.
  public static final RequestId NOBODYS = RequestId.of(new byte[RequestId.BYTES]);

  private Priming() {}

  /// Reads and writes a little JSON.
  public static void json() {
    Json.read(Json.write(Map.of("a", List.of(1, "b", true))).getBytes(StandardCharsets.UTF_8));
  }

  /// Runs the steps in their order.
  public static void run(Log log, List<Runnable> steps) {
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException failure) {
        log.warn("priming failed").with(failure).write();
      }
    }
  }
}
