package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Tests a version of an object under governance mode, which protects signed checkpoints.
public final class ObjectLock implements Check {
  @Override
  public String name() {
    return "object-lock";
  }

  @Override
  public String assumed() {
    return "A version under governance cannot be deleted, and can with"
        + " s3:BypassGovernanceRetention.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    String bucket = trial.output("LockedBucket");
    try (S3Client s3 =
        trial.account().client(S3Client.builder().forcePathStyle(trial.account().laptop()))) {
      String version =
          s3.putObject(r -> r.bucket(bucket).key("k"), RequestBody.fromString("v")).versionId();
      Optional<String> plain =
          Trial.refusal(() -> s3.deleteObject(r -> r.bucket(bucket).key("k").versionId(version)));
      Optional<String> bypassed =
          Trial.refusal(
              () ->
                  s3.deleteObject(
                      r ->
                          r.bucket(bucket)
                              .key("k")
                              .versionId(version)
                              .bypassGovernanceRetention(true)));
      return CheckResult.of(
          plain.isPresent() && bypassed.isEmpty(),
          "plain: " + plain.orElse("deleted") + "; bypassed: " + bypassed.orElse("deleted"));
    }
  }
}
