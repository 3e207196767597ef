package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.util.List;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/// Tests the packed size of the largest session policy with the longest tags that Tidegate sends.
public final class PackedSize implements Check {
  @Override
  public String name() {
    return "packed-size";
  }

  @Override
  public String assumed() {
    return "A session policy of 2,000 characters and five tags of 256 fit into a token.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    return trial.onAwsAlone(
        () -> {
          StringBuilder resources = new StringBuilder();
          for (int i = 0; resources.length() < 1850; i++) {
            resources
                .append(i == 0 ? "" : ",")
                .append("\"arn:aws:s3:::bucket-")
                .append(i)
                .append("/objects-of-team-")
                .append(i * 7919)
                .append("/*\"");
          }
          List<Tag> tags =
              List.of("TidegateGrant", "Requester", "Ticket", "Use", "Entitlement").stream()
                  .map(
                      key -> Tag.builder().key(key).value((key + "-").repeat(40).substring(0, 256)))
                  .map(Tag.Builder::build)
                  .toList();
          try (StsClient sts = trial.account().client(StsClient.builder())) {
            int percent =
                sts.assumeRole(
                        AssumeRoleRequest.builder()
                            .roleArn(trial.output("ProbeRoleArn"))
                            .roleSessionName("packed")
                            .tags(tags)
                            .policy(
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                    + "\"Action\":\"s3:GetObject\",\"Resource\":["
                                    + resources
                                    + "]}]}")
                            .build())
                    .packedPolicySize();
            return CheckResult.of(percent <= 100, percent + " % of a token");
          }
        });
  }
}
