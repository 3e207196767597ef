package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.local.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The alarms beside a broker that is there: what they import is there, too.
///
/// The laptop's AWS refuses alarms on metric math, so those are left out; it makes no metrics from
/// logs, so none of them ever rings; and it tells of an alarm neither dimensions nor actions, so
/// the queues are read from the dashboard, which imports the same names.
@ExtendWith(Running.class)
class AlarmsIT {
  private static final String BUCKET = "alarms-template";
  private static final String STACK = "tidegate-alarms";

  @Test
  void theAlarmsAndTheDashboardFindTheQueuesOfTheBroker(LocalAws aws) throws IOException {
    String template = withoutMath();
    deploy(aws, template);

    List<MetricAlarm> alarms;
    JsonNode dashboard;
    try (CloudWatchClient watch =
        aws.clients().of(CloudWatchClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      alarms =
          watch.describeAlarmsPaginator(r -> r.alarmNamePrefix(LocalAws.STACK + "-")).stream()
              .flatMap(page -> page.metricAlarms().stream())
              .toList();
      String body = watch.getDashboard(r -> r.dashboardName(LocalAws.STACK)).dashboardBody();
      assertThat(body).doesNotContain("${");
      dashboard = Api.JSON.readTree(body);
    }
    assertThat(alarms).hasSize(template.split("Type: AWS::CloudWatch::Alarm", -1).length - 1);
    queuesAreThere(aws, dashboard);
  }

  private static void queuesAreThere(LocalAws aws, JsonNode dashboard) {
    List<String> queues = new ArrayList<>();
    for (JsonNode widget : dashboard.get("widgets")) {
      for (JsonNode row : widget.at("/properties/metrics")) {
        if (row.path(2).asText().equals("QueueName")) {
          queues.add(row.path(3).asText());
        }
      }
    }
    assertThat(queues).hasSize(9).doesNotHaveDuplicates();
    try (SqsClient sqs =
        aws.clients().of(SqsClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      for (String queue : queues) {
        assertThat(sqs.getQueueUrl(r -> r.queueName(queue)).queueUrl()).endsWith(queue);
      }
    }
  }

  private static void deploy(LocalAws aws, String template) {
    try (S3Client s3 =
            aws.clients()
                .of(
                    S3Client.builder().forcePathStyle(true),
                    aws.clients().root(LocalAws.BROKER_ACCOUNT));
        CloudFormationClient stacks =
            aws.clients()
                .of(CloudFormationClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      s3.createBucket(
          r ->
              r.bucket(BUCKET)
                  .createBucketConfiguration(c -> c.locationConstraint(LocalAws.REGION.id())));
      s3.putObject(r -> r.bucket(BUCKET).key("template.yaml"), RequestBody.fromString(template));
      stacks.createStack(
          r ->
              r.stackName(STACK)
                  .templateURL(aws.endpoint() + "/" + BUCKET + "/template.yaml")
                  .parameters(
                      Parameter.builder()
                          .parameterKey("Email")
                          .parameterValue("oncall@example.com")
                          .build()));
      String status =
          Until.within(
              Duration.ofSeconds(60),
              () ->
                  stacks
                      .describeStacks(r -> r.stackName(STACK))
                      .stacks()
                      .getFirst()
                      .stackStatusAsString(),
              found -> !found.endsWith("_IN_PROGRESS"));
      assertThat(status).isEqualTo("CREATE_COMPLETE");
    }
  }

  private static String withoutMath() throws IOException {
    String whole =
        Files.readString(
            Path.of(System.getProperty("tidegate.root"), "infrastructure/alarms/template.yaml"));
    return Stream.of(whole.split("(?m)^(?=  [A-Z])"))
        .filter(
            block ->
                !block.contains("Type: AWS::CloudWatch::Alarm")
                    || !block.contains("      Metrics:\n"))
        .collect(Collectors.joining());
  }
}
