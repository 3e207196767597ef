package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Tests a one-time schedule whose time has passed when it is created.
public final class ScheduleInThePast implements Check {
  @Override
  public String name() {
    return "schedule-in-the-past";
  }

  @Override
  public String assumed() {
    return "A schedule at() a minute ago is either taken and fires within two minutes, or refused"
        + " with ValidationException: a late end is never silently lost.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    try (SchedulerClient scheduler = trial.account().client(SchedulerClient.builder());
        SqsClient sqs = trial.account().client(SqsClient.builder())) {
      Optional<String> refused =
          Trial.refusal(
              () ->
                  Schedules.make(
                      scheduler,
                      trial,
                      "past",
                      Instant.now().minusSeconds(60),
                      "past",
                      "{\"past\":1}"));
      if (refused.isPresent()) {
        return CheckResult.of(
            refused.get().equals("ValidationException"), "refused: " + refused.get());
      }
      boolean fired = Heard.within(sqs, trial, "\"past\"", 120);
      return CheckResult.of(
          fired, fired ? "taken, and fired" : "taken, and did not fire in 2 minutes");
    }
  }
}
