package dev.tidegate.functions.checkpoints;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.kms.KmsSigner;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.EventFunction;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.adapters.s3.S3Archive;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.SignCheckpoints;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Signs the events that were added to the ledger since the last checkpoint. Takes any event and
/// answers the number of checkpoints, for people who invoke it by hand.
public final class Handler implements RequestStreamHandler {
  /// The time reserved for one checkpoint, with some to spare.
  private static final Duration RESERVE = Duration.ofSeconds(40);

  private final SignCheckpoints sign;
  private final EventFunction function;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("checkpoints"));
  }

  private Handler(Composition parts) {
    this(wired(parts), parts.clock(), parts.log(), parts.metrics());
  }

  /// Takes the operation; for tests.
  public Handler(SignCheckpoints sign, InstantSource clock, Log log, Metrics metrics) {
    this.sign = sign;
    this.function = new EventFunction(clock, log, metrics);
  }

  private static SignCheckpoints wired(Composition parts) {
    Env env = parts.env();
    return new SignCheckpoints(
        parts.recordReader(),
        parts.checkpoints(),
        new KmsSigner(
            parts.aws().build(KmsClient.builder()), env.required("TIDEGATE_CHECKPOINT_KEY_ARN")),
        new S3Archive(
            parts.aws().build(S3Client.builder().forcePathStyle(true)),
            env.required("TIDEGATE_RECORD_BUCKET")),
        parts.auditLog(),
        Duration.ofSeconds(Long.parseLong(env.required("TIDEGATE_CHECKPOINT_GRACE_SECONDS"))));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    function.run(
        in, out, context, call -> call.attempt("not signed", call.log(), () -> sign(call)));
  }

  private String sign(Invocation call) {
    Instant now = call.now();
    int signed = 0;
    int broken = 0;
    boolean more = true;
    while (more && call.remaining().compareTo(RESERVE) > 0) {
      SignCheckpoints.Report report = sign.sign(now);
      report.signed().ifPresent(checkpoint -> tell(checkpoint, call.log()));
      signed += report.signed().isPresent() ? 1 : 0;
      broken += report.broken();
      more = report.more();
    }
    call.count(Metrics.Metric.CHECKPOINTS, signed);
    call.count(Metrics.Metric.CHAIN_BREAKS, broken);
    return JsonWriter.compact(Json.object().put("broken", broken).put("signed", signed).build());
  }

  private static void tell(Checkpoint checkpoint, Log here) {
    Log.Line line = checkpoint.broken().isEmpty() ? here.info("signed") : here.error("broken");
    line.with(LogKey.SEQ, checkpoint.number())
        .with(LogKey.COUNT, checkpoint.events())
        .with(LogKey.DETAIL, "until " + checkpoint.until() + ", broken " + checkpoint.broken())
        .write();
  }
}
