package dev.tidegate.adapters.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.scheduler.model.ServiceQuotaExceededException;

class SchedulerGrantSchedulesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final Instant END = Instant.parse("2026-11-20T10:00:00Z");
  private static final GrantId GRANT = new GrantId("g-0000000000000001");

  private final FakeScheduler scheduler = new FakeScheduler();
  private final SchedulerGrantSchedules ends =
      new SchedulerGrantSchedules(
          scheduler,
          new SchedulerGrantSchedules.Targets(
              "tidegate", "arn:end-grant", "arn:start-grant", "arn:role", "arn:queue"));
  private final SchedulerScheduleRemoval removal =
      new SchedulerScheduleRemoval(scheduler, "tidegate");

  @Test
  void theScheduleIsNamedAfterTheGrantAndInvokesEndGrantOnceAtTheEnd() {
    ends.ensureEnd(GRANT, END, NOW);

    CreateScheduleRequest made = scheduler.made(GRANT);
    assertThat(made.groupName()).isEqualTo("tidegate");
    assertThat(made.scheduleExpression()).isEqualTo("at(2026-11-20T10:00:00)");
    assertThat(made.scheduleExpressionTimezone()).isEqualTo("UTC");
    assertThat(made.flexibleTimeWindow().mode()).isEqualTo(FlexibleTimeWindowMode.OFF);
    assertThat(made.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
    assertThat(made.clientToken()).isEqualTo("g-0000000000000001");
    assertThat(made.target().arn()).isEqualTo("arn:end-grant");
    assertThat(made.target().roleArn()).isEqualTo("arn:role");
    assertThat(made.target().input()).isEqualTo("{\"grantId\":\"g-0000000000000001\"}");
    assertThat(made.target().deadLetterConfig().arn()).isEqualTo("arn:queue");
    assertThat(made.target().retryPolicy().maximumRetryAttempts()).isEqualTo(100);
    assertThat(made.target().retryPolicy().maximumEventAgeInSeconds()).isEqualTo(21_600);
  }

  @Test
  void aLaterStartHasAScheduleOfItsOwnThatInvokesStartGrant() {
    ends.ensureEnd(GRANT, END, NOW);
    ends.ensureStart(GRANT, END.minusSeconds(1800), NOW);
    ends.ensureStart(GRANT, END.minusSeconds(1800), NOW);

    assertThat(scheduler.schedules).containsOnlyKeys(GRANT.text(), GRANT + "-start");
    CreateScheduleRequest made =
        Objects.requireNonNull(scheduler.schedules.get(GRANT + "-start"), "no schedule");
    assertThat(made.scheduleExpression()).isEqualTo("at(2026-11-20T09:30:00)");
    assertThat(made.target().arn()).isEqualTo("arn:start-grant");
    assertThat(made.target().input()).isEqualTo("{\"grantId\":\"g-0000000000000001\"}");

    removal.removeStart(GRANT);
    assertThat(scheduler.schedules).containsOnlyKeys(GRANT.text());
    assertThatCode(() -> removal.removeStart(GRANT)).doesNotThrowAnyException();
  }

  @Test
  void makingItTwiceLeavesOne() {
    ends.ensureEnd(GRANT, END, NOW);
    ends.ensureEnd(GRANT, END, NOW.plusSeconds(5));

    assertThat(scheduler.schedules).hasSize(1);
    assertThat(scheduler.made(GRANT).scheduleExpression()).contains("10:00:00");
  }

  @Test
  void twoGrantsOfTheSameSecondHaveAScheduleEach() {
    ends.ensureEnd(GRANT, END, NOW);
    ends.ensureEnd(new GrantId("g-0000000000000002"), END, NOW);

    assertThat(scheduler.schedules).hasSize(2);
  }

  @ParameterizedTest(name = "asked at {0}: at {1}")
  @CsvSource({
    "2026-11-20T09:59:00Z, 10:00:00",
    "2026-11-20T09:59:01Z, 10:00:01",
    "2026-11-20T09:59:01.5Z, 10:00:02",
    "2026-11-20T10:30:00Z, 10:31:00",
  })
  void anEndThatIsNearOrPastIsScheduledAMinuteAhead(Instant now, String at) {
    ends.ensureEnd(GRANT, END, now);

    assertThat(scheduler.made(GRANT).scheduleExpression()).isEqualTo("at(2026-11-20T" + at + ")");
  }

  @Test
  void removingItRemovesItAndRemovingItAgainIsFine() {
    ends.ensureEnd(GRANT, END, NOW);

    removal.removeEnd(GRANT);
    assertThat(scheduler.schedules).isEmpty();
    assertThatCode(() -> removal.removeEnd(GRANT)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "403, AccessDeniedException, DENIED",
    "500, InternalServerException, BUSY",
    "429, ThrottlingException, BUSY",
    "400, ValidationException, BROKEN",
  })
  void anErrorOfAwsBecomesAFaultOfItsKind(int status, String code, Fault.Kind kind) {
    scheduler.failure =
        SchedulerException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("m").build())
            .build();

    assertThatThrownBy(() -> ends.ensureEnd(GRANT, END, NOW))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(code)
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(kind);
    assertThatThrownBy(() -> removal.removeEnd(GRANT)).isInstanceOf(Fault.class);
  }

  @Test
  void aFullAccountIsBusy() {
    scheduler.failure = ServiceQuotaExceededException.builder().statusCode(402).build();

    assertThatThrownBy(() -> ends.ensureEnd(GRANT, END, NOW))
        .isInstanceOf(Fault.class)
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.BUSY);
  }

  private static final class FakeScheduler implements SchedulerClient {
    private final Map<String, CreateScheduleRequest> schedules = new TreeMap<>();
    private @Nullable AwsServiceException failure;

    private CreateScheduleRequest made(GrantId grant) {
      return Objects.requireNonNull(schedules.get(grant.text()), "no schedule");
    }

    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
      fail();
      if (schedules.putIfAbsent(request.name(), request) != null) {
        throw ConflictException.builder().statusCode(409).build();
      }
      return CreateScheduleResponse.builder().scheduleArn("arn:" + request.name()).build();
    }

    @Override
    public DeleteScheduleResponse deleteSchedule(DeleteScheduleRequest request) {
      fail();
      if (schedules.remove(request.name()) == null) {
        throw ResourceNotFoundException.builder().statusCode(404).build();
      }
      return DeleteScheduleResponse.builder().build();
    }

    private void fail() {
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public String serviceName() {
      return "scheduler";
    }

    @Override
    public void close() {}
  }
}
