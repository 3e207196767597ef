package dev.tidegate.adapters.s3;

import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.CheckpointArchive;
import dev.tidegate.core.record.SignedCheckpoint;
import dev.tidegate.wire.json.JsonWriter;
import dev.tidegate.wire.record.RecordJson;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/// Stores checkpoints as objects `checkpoints/<yyyy>/<MM>/<dd>/<number>-<hash>.json`.
///
/// The bucket's default retention locks them. A bucket with Object Lock accepts only puts with a
/// checksum, which these have [AWS: S3 UG, "Using Object Lock"]. The name contains the hash, so
/// that two different checkpoints with one number are two objects.
public final class S3Archive implements CheckpointArchive {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final S3Client s3;
  private final String bucket;

  /// @param bucket the bucket's name
  public S3Archive(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public void keep(Checkpoint checkpoint, SignedCheckpoint signed) {
    String name =
        "checkpoints/%s/%012d-%s.json"
            .formatted(
                DAY.format(checkpoint.until()),
                checkpoint.number(),
                checkpoint.hash().substring(0, 16));
    put(name, "application/json", JsonWriter.compact(RecordJson.of(signed)));
  }

  /// Stores a text under a key.
  public void put(String name, String type, String text) {
    AwsFaults.STANDARD.translated(
        "s3:PutObject",
        () ->
            s3.putObject(
                request ->
                    request
                        .bucket(bucket)
                        .key(name)
                        .contentType(type)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                RequestBody.fromString(text)));
  }
}
