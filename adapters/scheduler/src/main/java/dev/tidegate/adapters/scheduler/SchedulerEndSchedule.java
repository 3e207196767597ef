package dev.tidegate.adapters.scheduler;

import dev.tidegate.core.broker.EndSchedule;
import dev.tidegate.core.broker.Fault;
import dev.tidegate.core.grant.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.scheduler.model.Target;

/// One schedule for each grant, named after it, which invokes `end-grant` once and then deletes
/// itself.
///
/// It fires within the minute after its time and never before it. AWS does not say what becomes of
/// a time that has passed when the schedule arrives, so none is made for less than [#LEAD] ahead:
/// late by that much, which is harmless, since the date condition ends access at the second itself.
/// [AWS: Scheduler UG, "Schedule types", "Deleting a schedule"]
public final class SchedulerEndSchedule implements EndSchedule {
  /// How far ahead a schedule is at least.
  public static final Duration LEAD = Duration.ofSeconds(60);

  private static final int ATTEMPTS = 10;
  private static final int OLDEST_SECONDS = 3600;
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('yyyy-MM-dd'T'HH:mm:ss')'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final SchedulerClient scheduler;
  private final Place place;

  /// @param place what the schedules are made of
  public SchedulerEndSchedule(SchedulerClient scheduler, Place place) {
    this.scheduler = scheduler;
    this.place = place;
  }

  /// Where the schedules are, what they invoke, as whom, and where what cannot be delivered goes.
  public record Place(String group, String functionArn, String roleArn, String deadLettersArn) {}

  @Override
  public void ensure(GrantId grant, Instant end, Instant now) {
    try {
      scheduler.createSchedule(request(grant, time(end, now)));
    } catch (ConflictException there) {
      // Made by an earlier attempt: for the same grant, so for the same end.
      return;
    } catch (ServiceQuotaExceededException full) {
      throw new Fault(Fault.Kind.BUSY, "scheduler:CreateSchedule " + grant + ": quota exceeded");
    } catch (SdkException failure) {
      throw Faults.of("scheduler:CreateSchedule " + grant, failure);
    }
  }

  @Override
  public void remove(GrantId grant) {
    remove(scheduler, place.group(), grant);
  }

  /// Returns what can remove schedules, and make none: all that ending needs.
  public static EndSchedule removing(SchedulerClient scheduler, String group) {
    return new EndSchedule() {
      @Override
      public void ensure(GrantId grant, Instant end, Instant now) {
        throw new UnsupportedOperationException("who ends a grant makes no schedule");
      }

      @Override
      public void remove(GrantId grant) {
        SchedulerEndSchedule.remove(scheduler, group, grant);
      }
    };
  }

  private static void remove(SchedulerClient scheduler, String group, GrantId grant) {
    try {
      scheduler.deleteSchedule(request -> request.groupName(group).name(grant.text()));
    } catch (ResourceNotFoundException gone) {
      // It has fired, or was removed before.
      return;
    } catch (SdkException failure) {
      throw Faults.of("scheduler:DeleteSchedule " + grant, failure);
    }
  }

  private CreateScheduleRequest request(GrantId grant, Instant time) {
    return CreateScheduleRequest.builder()
        .groupName(place.group())
        .name(grant.text())
        .clientToken(grant.text())
        .description("Ends the grant " + grant)
        .scheduleExpression(AT.format(time))
        .scheduleExpressionTimezone("UTC")
        .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
        .actionAfterCompletion(ActionAfterCompletion.DELETE)
        .target(target(grant))
        .build();
  }

  private Target target(GrantId grant) {
    return Target.builder()
        .arn(place.functionArn())
        .roleArn(place.roleArn())
        .input("{\"grantId\":\"" + grant.text() + "\"}")
        .deadLetterConfig(queue -> queue.arn(place.deadLettersArn()))
        .retryPolicy(
            retry -> retry.maximumRetryAttempts(ATTEMPTS).maximumEventAgeInSeconds(OLDEST_SECONDS))
        .build();
  }

  /// Whole seconds, rounded up, so that it is never early.
  private static Instant time(Instant end, Instant now) {
    Instant earliest = now.plus(LEAD);
    Instant time = end.isBefore(earliest) ? earliest : end;
    Instant down = time.truncatedTo(ChronoUnit.SECONDS);
    return down.equals(time) ? down : down.plusSeconds(1);
  }
}
