package dev.tidegate.local.awscheck;

import dev.tidegate.local.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/// Removes everything that any run of `./aws-check` created in this account and region, even a
/// failed one. It finds it by name and may be run repeatedly.
///
/// CloudFormation schedules KMS keys for deletion after 30 days; AWS charges nothing for that time.
record StackRemoval(CheckedAccount account, Progress progress) {
  private static final int AT_ONCE = 500;

  /// Removes everything and returns what could not be removed, each with its reason.
  List<String> run() {
    List<String> left = new ArrayList<>();
    progress.line("Removing what was made");
    try (S3Client s3 = account.s3();
        IamClient iam = account.client(IamClient.builder());
        CloudFormationClient cloudFormation = account.client(CloudFormationClient.builder())) {
      CheckStacks stacks = new CheckStacks(cloudFormation, progress);
      for (String stack : inOrder(stacks.names())) {
        attempt(left, "what stack " + stack + " holds", () -> empty(stacks, stack, s3, iam));
        attempt(left, "stack " + stack, () -> stacks.delete(stack).ifPresent(left::add));
      }
      for (Bucket bucket : s3.listBuckets().buckets()) {
        if (bucket.name().startsWith(CheckedAccount.PREFIX)) {
          attempt(
              left,
              "bucket " + bucket.name(),
              () -> {
                empty(s3, bucket.name());
                s3.deleteBucket(r -> r.bucket(bucket.name()));
              });
        }
      }
    }
    attempt(left, "log groups", this::logGroups);
    return left;
  }

  /// Sorts the fixture and the target before the broker, whose roles they refer to.
  private static List<String> inOrder(List<String> names) {
    return names.stream().sorted((a, b) -> Boolean.compare(broker(a), broker(b))).toList();
  }

  private static boolean broker(String name) {
    return !name.contains("-fixture-") && !name.contains("-target-");
  }

  /// Removes what prevents a stack from being deleted: objects in its buckets, and inline policies
  /// that Tidegate added.
  private static void empty(CheckStacks stacks, String stack, S3Client s3, IamClient iam) {
    stacks.resources(stack, "AWS::S3::Bucket").forEach(bucket -> empty(s3, bucket));
    for (String role : stacks.resources(stack, "AWS::IAM::Role")) {
      try {
        iam.listRolePoliciesPaginator(r -> r.roleName(role)).policyNames().stream()
            .filter(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("tidegate"))
            .forEach(name -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(name)));
      } catch (NoSuchEntityException gone) {
        // Its policies were deleted with it.
      }
    }
  }

  private static void empty(S3Client s3, String bucket) {
    List<ObjectIdentifier> all = new ArrayList<>();
    s3.listObjectVersionsPaginator(r -> r.bucket(bucket))
        .forEach(
            page -> {
              page.versions()
                  .forEach(
                      v ->
                          all.add(
                              ObjectIdentifier.builder()
                                  .key(v.key())
                                  .versionId(v.versionId())
                                  .build()));
              page.deleteMarkers()
                  .forEach(
                      m ->
                          all.add(
                              ObjectIdentifier.builder()
                                  .key(m.key())
                                  .versionId(m.versionId())
                                  .build()));
            });
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<ObjectIdentifier> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      s3.deleteObjects(
          r -> r.bucket(bucket).bypassGovernanceRetention(true).delete(d -> d.objects(some)));
    }
  }

  /// Deletes log groups: Lambda creates one again when a late call logs after its stack is gone.
  private void logGroups() {
    try (CloudWatchLogsClient logs = account.client(CloudWatchLogsClient.builder())) {
      for (String prefix : List.of("/aws/lambda/" + CheckedAccount.PREFIX, CheckedAccount.PREFIX)) {
        for (LogGroup group :
            logs.describeLogGroupsPaginator(r -> r.logGroupNamePrefix(prefix)).logGroups()) {
          logs.deleteLogGroup(r -> r.logGroupName(group.logGroupName()));
        }
      }
    }
  }

  private static void attempt(List<String> left, String what, Runnable removal) {
    try {
      removal.run();
    } catch (SdkException failed) {
      left.add(what + ": " + Optional.ofNullable(failed.getMessage()).orElse("no reason given"));
    }
  }
}
