package dev.tidegate.adapters.lambda;

import dev.tidegate.core.access.RequestId;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs, before a snapshot is taken of a function, what its first call would otherwise wait for:
/// classes are loaded, the policy is parsed, clients are warm, and all of it is in the snapshot
/// [AWS: Lambda DG, SnapStart performance tuning].
///
/// A function that starts on demand runs none of it: its first call is about to. A step that fails
/// is logged and changes nothing.
public final class Priming {
  private static final List<String> AHEAD = List.of("snap-start", "provisioned-concurrency");

  /// The id of no request: 80 bits of a hash or of chance are never all zero.
  public static final RequestId NOBODYS = RequestId.of(new byte[RequestId.BYTES]);

  private Priming() {}

  /// Reads and writes a little JSON.
  public static void json() {
    Json little =
        Json.object()
            .array("a", List.of(new Json.Num("1"), new Json.Str("b"), new Json.Bool(true)))
            .build();
    JsonReader.BODY.read(JsonWriter.compact(little).getBytes(StandardCharsets.UTF_8));
  }

  /// Runs the steps in their order, when Lambda prepares the function ahead of its calls.
  public static void run(Env env, Log log, List<Runnable> steps) {
    if (!env.optional("AWS_LAMBDA_INITIALIZATION_TYPE").map(AHEAD::contains).orElse(false)) {
      return;
    }
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException failure) {
        log.warn("priming failed").with(failure).write();
      }
    }
  }
}
