package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;

/// Tests the action by which Tidegate confirms that sessions are revoked.
public final class ProbeUnderDeny implements Check {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "probe-under-deny";
  }

  @Override
  public String assumed() {
    return "sts:GetAccessKeyInfo asks IAM: it is allowed to a session with the right, and refused"
        + " as AccessDenied under a Deny.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    AwsSessionCredentials session = ProbeRole.session(trial, "probed");
    try (StsClient sts = trial.account().client(StsClient.builder(), Trial.as(session))) {
      Runnable probe = () -> sts.getAccessKeyInfo(r -> r.accessKeyId(session.accessKeyId()));
      Optional<String> before = Trial.refusal(probe);
      if (before.isPresent()) {
        return new CheckResult.Differs("refused before there was a Deny: " + before.get());
      }
      return ProbeRole.whileDenied(
          trial,
          "probed",
          () -> {
            Optional<Long> millis =
                Trial.millisUntil(LIMIT, () -> Trial.refusal(probe).isPresent());
            String code = Trial.refusal(probe).orElse("none");
            return CheckResult.of(
                millis.isPresent() && code.equals("AccessDenied"),
                millis.isEmpty()
                    ? "allowed for five minutes under the Deny"
                    : "refused with " + code);
          });
    }
  }
}
