package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Trial;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/// Creates one-time schedules that send to the check's queue.
final class Schedules {
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('yyyy-MM-dd'T'HH:mm:ss')'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Schedules() {}

  static void make(
      SchedulerClient scheduler,
      Trial trial,
      String name,
      Instant time,
      String token,
      String input) {
    scheduler.createSchedule(
        r ->
            r.groupName(trial.output("ScheduleGroup"))
                .name(name)
                .clientToken(token)
                .scheduleExpression(AT.format(time))
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .target(
                    t ->
                        t.arn(trial.output("HeardArn"))
                            .roleArn(trial.output("ScheduleRoleForChecks"))
                            .input(input)));
  }
}
