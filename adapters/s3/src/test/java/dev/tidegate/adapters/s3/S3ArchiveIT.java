package dev.tidegate.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.CheckpointLeaf;
import dev.tidegate.core.record.MerkleTree;
import dev.tidegate.core.record.SignedCheckpoint;
import dev.tidegate.local.Clients;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import dev.tidegate.local.SharedAws;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// In a bucket with Object Lock, as the template makes it.
class S3ArchiveIT {
  private static final String BUCKET = "records";
  private static final CheckpointLeaf LEAF =
      new CheckpointLeaf("r-0000000000000001", 1, "0".repeat(64));
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          7,
          Instant.parse("2026-03-01T10:00:00Z"),
          Instant.parse("2026-03-01T10:05:00Z"),
          1,
          MerkleTree.root(List.of(LEAF)),
          "0".repeat(64),
          List.of());
  private static final SignedCheckpoint SIGNED =
      new SignedCheckpoint(CHECKPOINT.statement(), "c2lnbmF0dXJl", List.of(LEAF));

  @Test
  void whatIsKeptCanBeReadAndCannotBeTakenAway() throws IOException {
    Clients clients = SharedAws.clients(Path.of("..", ".."), Progress.to(System.err));
    try (S3Client s3 =
        clients.of(
            S3Client.builder().forcePathStyle(true), clients.root(LocalAws.BROKER_ACCOUNT))) {
      s3.createBucket(
          r ->
              r.bucket(BUCKET)
                  .objectLockEnabledForBucket(true)
                  .createBucketConfiguration(c -> c.locationConstraint(LocalAws.REGION.id())));
      s3.putObjectLockConfiguration(
          r ->
              r.bucket(BUCKET)
                  .objectLockConfiguration(
                      c ->
                          c.objectLockEnabled("Enabled")
                              .rule(
                                  rule ->
                                      rule.defaultRetention(d -> d.mode("GOVERNANCE").days(1)))));
      S3Archive archive = new S3Archive(s3, BUCKET);

      archive.keep(CHECKPOINT, SIGNED);
      archive.keep(CHECKPOINT, SIGNED);

      List<ObjectVersion> versions = s3.listObjectVersions(r -> r.bucket(BUCKET)).versions();
      String name =
          "checkpoints/2026/03/01/000000000007-" + CHECKPOINT.hash().substring(0, 16) + ".json";
      assertThat(versions).extracting(ObjectVersion::key).containsOnly(name);
      assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(name)).asUtf8String())
          .contains("\"statement\":\"tidegate checkpoint 1\\nnumber 7\\n")
          .contains("\"leaves\":[\"" + LEAF.text() + "\"]");
      assertThatThrownBy(
              () ->
                  s3.deleteObject(
                      r -> r.bucket(BUCKET).key(name).versionId(versions.getFirst().versionId())))
          .isInstanceOf(S3Exception.class);
      assertThatThrownBy(() -> new S3Archive(s3, "none-of-ours").keep(CHECKPOINT, SIGNED))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("s3:PutObject");
    }
  }
}
