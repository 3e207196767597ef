package dev.tidegate.adapters.s3;

import dev.tidegate.core.access.Samples;
import dev.tidegate.core.golden.GoldenFolder;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.CheckpointLeaf;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.MerkleTree;
import dev.tidegate.core.record.SignedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// The objects of the archive: their names, what is said of them, and their bytes.
class GoldenObjectsTest {
  private final GoldenFolder golden = new GoldenFolder("objects");

  @Test
  void checkpointsAreArchivedAsTheyWere() {
    AuditEvent event =
        AuditEvent.after(
            ChainHead.START,
            "policy",
            Samples.T0,
            EventType.POLICY_PUSHED,
            Samples.SAM.actor(),
            Map.of("reason", "a \"b\"\n→"));
    keep("with an event and a break", List.of(CheckpointLeaf.of(event)), List.of("policy 1"));
    keep("of nothing", List.of(), List.of());
    golden.check();
  }

  private void keep(String what, List<CheckpointLeaf> leaves, List<String> broken) {
    Checkpoint checkpoint =
        new Checkpoint(
            7,
            Samples.T0,
            Samples.T0.plusSeconds(300),
            leaves.size(),
            MerkleTree.root(leaves),
            ChainHead.START.hash(),
            broken);
    golden.add("checkpoints.txt", what + ", its statement", checkpoint.statement());
    new S3Archive(new Bucket(what), "record")
        .keep(
            checkpoint, SignedCheckpoint.of(checkpoint.statement(), new byte[] {1, 2, 3}, leaves));
  }

  private final class Bucket implements S3Client {
    private final String what;

    Bucket(String what) {
      this.what = what;
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      try {
        byte[] bytes = body.contentStreamProvider().newStream().readAllBytes();
        golden.add(
            "checkpoints.txt",
            what,
            request.key()
                + "\n"
                + request.contentType()
                + "\n"
                + request.checksumAlgorithmAsString()
                + "\n"
                + new String(bytes, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return PutObjectResponse.builder().build();
    }
  }
}
