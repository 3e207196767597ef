package dev.tidegate.adapters.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.local.Clients;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import dev.tidegate.local.SharedAws;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Events on a real bus, as a rule and its queue see them.
class EventBridgePublisherIT {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void aRuleMeetsEachEventWithSourceTypeAndDetail() throws IOException {
    Clients clients = SharedAws.clients(Path.of("..", ".."), Progress.to(System.err));
    AwsCredentialsProvider root = clients.root(LocalAws.BROKER_ACCOUNT);
    try (EventBridgeClient bus = clients.of(EventBridgeClient.builder(), root);
        SqsClient sqs = clients.of(SqsClient.builder(), root)) {
      String queue = listening(bus, sqs);

      Map<Integer, String> failures =
          new EventBridgePublisher(bus, "tidegate")
              .publish(
                  IntStream.range(0, 12)
                      .mapToObj(
                          i ->
                              new BusEvent(
                                  i == 3 ? "request.denied" : "grant.active",
                                  "{\"seq\":" + i + "}",
                                  NOW))
                      .toList());

      assertThat(failures).isEmpty();
      List<JsonNode> met = receive(sqs, queue, 11);
      assertThat(met).hasSize(11).allMatch(e -> e.get("source").textValue().equals("tidegate"));
      assertThat(met).allMatch(e -> e.get("detail-type").textValue().equals("grant.active"));
      assertThat(met.stream().map(e -> e.get("detail").get("seq").intValue()))
          .containsExactlyInAnyOrder(0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11);
    }
  }

  private static String listening(EventBridgeClient bus, SqsClient sqs) {
    bus.createEventBus(r -> r.name("tidegate"));
    String queue = sqs.createQueue(r -> r.queueName("listener")).queueUrl();
    String arn =
        sqs.getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    bus.putRule(
        r ->
            r.eventBusName("tidegate")
                .name("active")
                .eventPattern("{\"source\":[\"tidegate\"],\"detail-type\":[\"grant.active\"]}"));
    bus.putTargets(
        r ->
            r.eventBusName("tidegate")
                .rule("active")
                .targets(Target.builder().id("q").arn(arn).build()));
    return queue;
  }

  private static List<JsonNode> receive(SqsClient sqs, String queue, int count) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> all = new ArrayList<>();
    for (int i = 0; i < 30 && all.size() < count; i++) {
      for (Message message :
          sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
              .messages()) {
        all.add(json.readTree(message.body()));
      }
    }
    return all;
  }
}
