package dev.tidegate.adapters.scheduler;

import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.GrantSchedules;
import dev.tidegate.core.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.scheduler.model.Target;

/// Creates one-time schedules that invoke a function and then delete themselves: `<grant>`, which
/// invokes `end-grant`, and `<grant>-start`, which invokes `start-grant`.
///
/// A schedule fires within the minute after its time and never before it. AWS does not document
/// what happens to a schedule whose time has passed when it is created, so none is set less than
/// [#LEAD] ahead. Being that late is harmless, since the date condition ends access at the exact
/// second. [AWS: Scheduler UG, "Schedule types", "Deleting a schedule"]
public final class SchedulerGrantSchedules implements GrantSchedules {
  /// The least time between now and the time of a schedule.
  public static final Duration LEAD = Duration.ofSeconds(60);

  // Enough for an account in which no concurrent execution is free for hours.
  private static final int ATTEMPTS = 100;
  private static final int OLDEST_SECONDS = 21_600;
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('yyyy-MM-dd'T'HH:mm:ss')'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final SchedulerClient scheduler;
  private final Targets targets;

  /// @param targets the settings of the schedules
  public SchedulerGrantSchedules(SchedulerClient scheduler, Targets targets) {
    this.scheduler = scheduler;
    this.targets = targets;
  }

  /// The settings of the schedules: their group, the functions that end and start grants, the role
  /// that invokes them, and the dead-letter queue.
  public record Targets(
      String group,
      String endGrantArn,
      String startGrantArn,
      String roleArn,
      String deadLettersArn) {}

  @Override
  public void ensureEnd(GrantId grant, Instant end, Instant now) {
    ensure(
        request(grant.text(), time(end, now))
            .description("Ends the grant " + grant)
            .target(target(grant, targets.endGrantArn())));
  }

  @Override
  public void ensureStart(GrantId grant, Instant start, Instant now) {
    ensure(
        request(startName(grant), time(start, now))
            .description("Starts the grant " + grant)
            .target(target(grant, targets.startGrantArn())));
  }

  static String startName(GrantId grant) {
    return grant.text() + "-start";
  }

  private void ensure(CreateScheduleRequest.Builder schedule) {
    CreateScheduleRequest request = schedule.build();
    String call = "scheduler:CreateSchedule " + request.name();
    AwsFaults.STANDARD.translated(call, () -> created(request, call));
  }

  /// Creates a schedule. Returns false when an earlier attempt has created it, for the same grant
  /// and so for the same time.
  private boolean created(CreateScheduleRequest request, String call) {
    try {
      scheduler.createSchedule(request);
      return true;
    } catch (ConflictException there) {
      return false;
    } catch (ServiceQuotaExceededException full) {
      throw new Fault(Fault.Kind.BUSY, call + ": quota exceeded");
    }
  }

  private CreateScheduleRequest.Builder request(String name, Instant time) {
    return CreateScheduleRequest.builder()
        .groupName(targets.group())
        .name(name)
        .clientToken(name)
        .scheduleExpression(AT.format(time))
        .scheduleExpressionTimezone("UTC")
        .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
        .actionAfterCompletion(ActionAfterCompletion.DELETE);
  }

  private Target target(GrantId grant, String functionArn) {
    return Target.builder()
        .arn(functionArn)
        .roleArn(targets.roleArn())
        .input("{\"grantId\":\"" + grant.text() + "\"}")
        .deadLetterConfig(queue -> queue.arn(targets.deadLettersArn()))
        .retryPolicy(
            retry -> retry.maximumRetryAttempts(ATTEMPTS).maximumEventAgeInSeconds(OLDEST_SECONDS))
        .build();
  }

  /// Rounds up to whole seconds, so that a schedule never fires early.
  private static Instant time(Instant asked, Instant now) {
    Instant earliest = now.plus(LEAD);
    Instant time = asked.isBefore(earliest) ? earliest : asked;
    Instant down = time.truncatedTo(ChronoUnit.SECONDS);
    return down.equals(time) ? down : down.plusSeconds(1);
  }
}
