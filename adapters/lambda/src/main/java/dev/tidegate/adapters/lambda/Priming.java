package dev.tidegate.adapters.lambda;

import dev.tidegate.core.access.RequestId;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs, before a snapshot of a function is taken, what its first call would otherwise have to do:
/// it loads classes, parses the policy and warms up clients, so that all of it is in the snapshot
/// [AWS: Lambda DG, SnapStart performance tuning].
///
/// A function that starts on demand skips it, since its first call follows at once. A step that
/// fails is logged and has no other effect.
public final class Priming {
  private static final List<String> AHEAD = List.of("snap-start", "provisioned-concurrency");

  /// An id that no request has: 80 random or hashed bits are never all zero.
  public static final RequestId NOBODYS = RequestId.of(new byte[RequestId.BYTES]);

  private Priming() {}

  /// Warms up the reading and writing of JSON.
  public static void json() {
    Json little =
        Json.object()
            .array("a", List.of(new Json.Num("1"), new Json.Str("b"), new Json.Bool(true)))
            .build();
    JsonReader.BODY.read(JsonWriter.compact(little).getBytes(StandardCharsets.UTF_8));
  }

  /// Runs the steps in order if Lambda initialises the function ahead of its calls.
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
