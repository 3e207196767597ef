package dev.tidegate.functions.checkpoints;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoAuditLog;
import dev.tidegate.adapters.dynamodb.DynamoCheckpoints;
import dev.tidegate.adapters.dynamodb.DynamoRecordReader;
import dev.tidegate.adapters.kms.KmsSigner;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.adapters.s3.S3Archive;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.SignCheckpoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Signs what came into the ledger since the last checkpoint. Takes any event, since it says
/// nothing; answers how many checkpoints were signed, for whoever calls it by hand.
public final class Handler implements RequestStreamHandler {
  private static final String NAME = "checkpoints";

  /// What one checkpoint may take of the function's time, with room to spare.
  private static final int RESERVE_MILLIS = 40_000;

  private final SignCheckpoints sign;
  private final InstantSource clock;
  private final Log log;
  private final Metrics metrics;

  /// Wires the function from its environment.
  public Handler() {
    this(wired(Env.ofProcess()), InstantSource.system(), Log.of(NAME), Metrics.of(NAME));
  }

  /// Takes the verb.
  public Handler(SignCheckpoints sign, InstantSource clock, Log log, Metrics metrics) {
    this.sign = sign;
    this.clock = clock;
    this.log = log;
    this.metrics = metrics;
  }

  private static SignCheckpoints wired(Env env) {
    AwsClients clients = new AwsClients(env.required("AWS_REGION"));
    DynamoDbClient dynamo = clients.build(DynamoDbClient.builder());
    String ledger = env.required("TIDEGATE_LEDGER_TABLE");
    return new SignCheckpoints(
        new DynamoRecordReader(dynamo, ledger),
        new DynamoCheckpoints(dynamo, ledger),
        new KmsSigner(
            clients.build(KmsClient.builder()), env.required("TIDEGATE_CHECKPOINT_KEY_ARN")),
        new S3Archive(
            clients.build(S3Client.builder().forcePathStyle(true)),
            env.required("TIDEGATE_RECORD_BUCKET")),
        new DynamoAuditLog(dynamo, env.required("TIDEGATE_TABLE"), ledger, NAME),
        Duration.ofSeconds(Long.parseLong(env.required("TIDEGATE_CHECKPOINT_GRACE_SECONDS"))));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Log here = log.with(LogKey.INVOCATION, context.getAwsRequestId());
    Instant now = Clocks.now(clock);
    int signed = 0;
    int broken = 0;
    try {
      boolean more = true;
      while (more && context.getRemainingTimeInMillis() > RESERVE_MILLIS) {
        SignCheckpoints.Report report = sign.sign(now);
        report.signed().ifPresent(checkpoint -> tell(checkpoint, here));
        signed += report.signed().isPresent() ? 1 : 0;
        broken += report.broken();
        more = report.more();
      }
    } catch (RuntimeException failure) {
      here.error("not signed").with(failure).write();
      metrics.put(Metrics.Metric.FAULTS, 1, now);
      throw failure;
    }
    metrics.put(Metrics.Metric.CHECKPOINTS, signed, now);
    metrics.put(Metrics.Metric.CHAIN_BREAKS, broken, now);
    out.write(
        Json.write(new TreeMap<>(Map.of("signed", signed, "broken", broken)))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void tell(Checkpoint checkpoint, Log here) {
    Log.Line line = checkpoint.broken().isEmpty() ? here.info("signed") : here.error("broken");
    line.with(LogKey.SEQ, checkpoint.number())
        .with(LogKey.COUNT, checkpoint.events())
        .with(LogKey.DETAIL, "until " + checkpoint.until() + ", broken " + checkpoint.broken())
        .write();
  }
}
