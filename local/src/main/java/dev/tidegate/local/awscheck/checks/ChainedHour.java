package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.util.Optional;
import software.amazon.awssdk.services.sts.StsClient;

/// Tests the longest session of a role that another role assumes.
public final class ChainedHour implements Check {
  @Override
  public String name() {
    return "chained-hour";
  }

  @Override
  public String assumed() {
    return "A chained session of 3600 s is given, one of 3601 s is refused with ValidationError.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    String role = trial.output("ChainedRoleArn");
    trial.session(Trial.as(ProbeRole.session(trial, "chains")), role, r -> r.durationSeconds(3600));
    try (StsClient sts =
        trial.account().client(StsClient.builder(), Trial.as(ProbeRole.session(trial, "chains")))) {
      Optional<String> refused =
          Trial.refusal(
              () ->
                  sts.assumeRole(
                      r -> r.roleArn(role).roleSessionName("longer").durationSeconds(3601)));
      return CheckResult.of(
          refused.equals(Optional.of("ValidationError")),
          refused.map(code -> "3601 s: " + code).orElse("3601 s were given"));
    }
  }
}
