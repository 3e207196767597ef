package dev.tidegate.adapters.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.ScheduleRemoval;
import dev.tidegate.local.Clients;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import dev.tidegate.local.SharedAws;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Real schedules: made, fired, removed. A queue stands for `end-grant`.
class SchedulerGrantSchedulesIT {
  private static SchedulerClient scheduler;
  private static SqsClient sqs;
  private static String queue;
  private static SchedulerGrantSchedules ends;

  @BeforeAll
  static void start() {
    Clients clients = SharedAws.clients(Path.of("..", ".."), Progress.to(System.err));
    AwsCredentialsProvider root = clients.root(LocalAws.BROKER_ACCOUNT);
    scheduler = clients.of(SchedulerClient.builder(), root);
    sqs = clients.of(SqsClient.builder(), root);
    queue = sqs.createQueue(r -> r.queueName("end-grant")).queueUrl();
    String queueArn =
        sqs.getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    scheduler.createScheduleGroup(r -> r.name("tidegate"));
    try (IamClient iam = clients.of(IamClient.builder(), root)) {
      String roleArn =
          iam.createRole(
                  r ->
                      r.roleName("tidegate-schedule")
                          .assumeRolePolicyDocument(
                              "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                  + "\"Principal\":{\"Service\":\"scheduler.amazonaws.com\"},"
                                  + "\"Action\":\"sts:AssumeRole\"}}"))
              .role()
              .arn();
      ends =
          new SchedulerGrantSchedules(
              scheduler,
              new SchedulerGrantSchedules.Targets(
                  "tidegate", queueArn, queueArn, roleArn, queueArn));
    }
  }

  @Test
  void aScheduleIsThereOnceUntilItIsRemoved() {
    GrantId grant = new GrantId("g-0000000000000001");
    Instant now = Instant.parse("2026-11-20T09:00:00Z");
    Instant end = Instant.parse("2099-11-20T10:00:00Z");

    ends.ensureEnd(grant, end, now);
    ends.ensureEnd(grant, end, now);

    GetScheduleResponse made =
        scheduler.getSchedule(r -> r.groupName("tidegate").name(grant.text()));
    assertThat(made.scheduleExpression()).isEqualTo("at(2099-11-20T10:00:00)");
    assertThat(made.target().input()).isEqualTo("{\"grantId\":\"g-0000000000000001\"}");
    assertThat(
            scheduler
                .listSchedules(r -> r.groupName("tidegate").namePrefix(grant.text()))
                .schedules())
        .hasSize(1);

    ScheduleRemoval removing = new SchedulerScheduleRemoval(scheduler, "tidegate");
    removing.removeEnd(grant);
    assertThatCode(() -> removing.removeEnd(grant)).doesNotThrowAnyException();
    assertThatThrownBy(() -> scheduler.getSchedule(r -> r.groupName("tidegate").name(grant.text())))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aScheduleFiresOnceAfterItsTimeAndIsGone() {
    GrantId grant = new GrantId("g-0000000000000002");
    Instant end = Instant.now().plusSeconds(2);

    ends.ensureEnd(grant, end, end.minus(SchedulerGrantSchedules.LEAD));

    List<Message> messages = List.of();
    for (int i = 0; i < 60 && messages.isEmpty(); i++) {
      messages = sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(1)).messages();
    }
    assertThat(Instant.now()).isAfter(end);
    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst().body()).isEqualTo("{\"grantId\":\"g-0000000000000002\"}");
    assertThatThrownBy(() -> scheduler.getSchedule(r -> r.groupName("tidegate").name(grant.text())))
        .isInstanceOf(ResourceNotFoundException.class);
  }
}
