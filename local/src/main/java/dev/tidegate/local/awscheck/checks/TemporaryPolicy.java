package dev.tidegate.local.awscheck.checks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.time.Duration;
import java.util.Optional;

/// Tests a temporary policy on a role that is tagged as eligible, and its removal.
public final class TemporaryPolicy implements Check {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public String name() {
    return "temporary-policy";
  }

  @Override
  public String assumed() {
    return "A temporary policy works within a minute of its start, and is gone within a minute of"
        + " its end, for a session that was there before.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    try (OrdersTable build =
        new OrdersTable(
            trial,
            trial.session(
                trial.account().credentials(), trial.output("EligibleRoleArn"), r -> {}))) {
      if (build.writeRefused().isEmpty()) {
        return new CheckResult.Differs("the role may write before it was given anything");
      }
      JsonNode request = trial.product().active("ci-deploy-hotfix", "hotfix", "30m");
      Optional<Long> given = Trial.millisUntil(LIMIT, () -> build.writeRefused().isEmpty());
      trial.product().withdraw(request);
      Optional<Long> taken = Trial.millisUntil(LIMIT, () -> build.writeRefused().isPresent());
      if (given.isEmpty() || taken.isEmpty()) {
        return new CheckResult.Differs(
            given.isEmpty()
                ? "it did not work within three minutes"
                : "it stayed for three minutes");
      }
      return CheckResult.of(
          given.get() <= 60_000 && taken.get() <= 60_000,
          "worked after " + given.get() + " ms, gone after " + taken.get() + " ms");
    }
  }
}
