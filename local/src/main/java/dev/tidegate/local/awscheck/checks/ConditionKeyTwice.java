package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.util.Optional;
import software.amazon.awssdk.services.sts.StsClient;

/// Tests a policy that has the same condition key twice, in different case.
public final class ConditionKeyTwice implements Check {
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
       "Condition":{"StringEquals":{"aws:userid":"a","aws:UserId":"b"}}}]}\
      """;

  @Override
  public String name() {
    return "condition-key-twice";
  }

  @Override
  public String assumed() {
    return "A session policy that has one condition key in two cases is refused with"
        + " MalformedPolicyDocument.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    try (StsClient sts = trial.account().client(StsClient.builder())) {
      Optional<String> refused =
          Trial.refusal(
              () ->
                  sts.assumeRole(
                      r ->
                          r.roleArn(trial.output("ProbeRoleArn"))
                              .roleSessionName("twice")
                              .policy(POLICY)));
      return CheckResult.of(
          refused.equals(Optional.of("MalformedPolicyDocument")), refused.orElse("it was taken"));
    }
  }
}
