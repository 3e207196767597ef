package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// Tests creating the same schedule twice, with one client token and with two.
public final class ScheduleTwice implements Check {
  @Override
  public String name() {
    return "schedule-twice";
  }

  @Override
  public String assumed() {
    return "Making a schedule again by its client token succeeds or is a ConflictException; by"
        + " another token it is a ConflictException.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    Instant later = Instant.now().plusSeconds(86_400);
    try (SchedulerClient scheduler = trial.account().client(SchedulerClient.builder())) {
      Schedules.make(scheduler, trial, "twice", later, "token-1", "{}");
      Optional<String> again =
          Trial.refusal(() -> Schedules.make(scheduler, trial, "twice", later, "token-1", "{}"));
      Optional<String> other =
          Trial.refusal(() -> Schedules.make(scheduler, trial, "twice", later, "token-2", "{}"));
      scheduler.deleteSchedule(r -> r.groupName(trial.output("ScheduleGroup")).name("twice"));
      return CheckResult.of(
          again.orElse("ConflictException").equals("ConflictException")
              && other.equals(Optional.of("ConflictException")),
          "same token: " + again.orElse("taken") + "; another: " + other.orElse("taken"));
    }
  }
}
