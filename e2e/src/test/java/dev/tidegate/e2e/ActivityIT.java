package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.local.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// What was done with a grant, from the queue that the rules fill to the API.
///
/// The laptop's AWS records nothing in CloudTrail, sends nothing to a bus of another account, and
/// takes no event whose source begins with `aws.`. So the rules are asked what they match, and the
/// events are put into the queue behind them.
@ExtendWith(Running.class)
class ActivityIT {
  private static final Path FILES =
      Path.of(System.getProperty("tidegate.root"), "functions/activity/src/test/resources");

  @Test
  void whatASessionDoesShowsInItsGrantAndWhatItMayNeverDoIsAFinding(Stack stack, LocalAws aws) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    CommonSteps.issued(stack, "alice", grant);
    String path = "/v1/grants/" + grant.text("grant.id") + "/activity";
    assertThat(stack.as("alice").get(path).expect(200).text("summary.records")).isEqualTo("0");

    for (String id : List.of("e-1", "e-2", "e-1")) {
      send(aws, event(stack, grant, "call", id));
    }
    send(aws, event(stack, grant, "assume-role-target", "e-3"));
    send(aws, event(stack, grant, "refused-by-boundary", "e-4"));

    // The timeline is read before the counts, so the first answer that counts four may list fewer.
    Reply seen =
        Until.within(
            CommonSteps.SOON,
            () -> stack.as("bob").get(path).expect(200),
            reply ->
                reply.text("summary.records").equals("4")
                    && reply.body().at("/timeline").size() == 4);
    assertThat(seen.text("summary.used")).isEqualTo("3");
    assertThat(seen.text("summary.sessionsMade")).isEqualTo("1");
    assertThat(seen.body().at("/timeline")).hasSize(4);
    assertThat(seen.body().at("/usage/used").toString()).contains("dynamodb:DescribeTable");
    assertThat(seen.body().at("/usage/further")).isEmpty();
    assertThat(seen.body().at("/usage/unknown")).isNotEmpty();
    Reply shown = stack.as("alice").get("/v1/requests/" + grant.text("id")).expect(200);
    assertThat(Trail.types(shown)).containsOnlyOnce("activity.outside-boundary");
    assertThat(stack.as("mallory").get(path).expect(404).text("code")).isEqualTo("not-found");
  }

  @Test
  void aGrantThatEndedIsRemembered(Stack stack, LocalAws aws) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    stack.as("alice").post("/v1/requests/" + grant.text("id") + "/withdraw", Map.of()).expect(200);
    Reply ended = CommonSteps.untilState(stack, "alice", grant.text("id"), "Ended");

    String hour =
        Instant.parse(ended.text("grant.endedAt"))
            .plus(Duration.ofHours(2))
            .toString()
            .substring(0, 13)
            .replaceAll("[-T]", "");
    try (DynamoDbClient dynamo =
        aws.clients().of(DynamoDbClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      Until.within(
          CommonSteps.SOON,
          () ->
              dynamo
                  .getItem(
                      get ->
                          get.tableName(stack.get("activity-table"))
                              .key(
                                  Map.of(
                                      "pk", AttributeValue.fromS("LOOK#" + hour),
                                      "sk", AttributeValue.fromS(grant.text("grant.id")))))
                  .hasItem(),
          there -> there);
    }
  }

  @Test
  void theRulesMatchWhatIsOursAndNothingElse(Stack stack, LocalAws aws) {
    String access =
        "{\"detail-type\":[\"AWS API Call via CloudTrail\",\"AWS Console Sign In via CloudTrail\","
            + "\"AWS Console Signin via CloudTrail\",\"AWS Console Action via CloudTrail\"],"
            + "\"detail\":{\"userIdentity\":{\"sessionContext\":{\"sessionIssuer\":{\"arn\":[\"%s\"]}}}}}"
                .formatted("arn:aws:iam::222222222222:role/TidegateAccess");
    String made = rule(aws, LocalAws.BROKER_ACCOUNT, "default", "-sessions-made");
    String taken =
        rule(aws, LocalAws.BROKER_ACCOUNT, stack.get("broker.stack") + "-activity", "-activity");
    String deployed = rule(aws, LocalAws.TARGET_ACCOUNT, "default", "TidegateDone");
    assertThat(json(deployed))
        .isEqualTo(json(access.replace("222222222222", LocalAws.TARGET_ACCOUNT)));

    assertThat(matches(aws, access, "call")).isTrue();
    assertThat(matches(aws, access, "console-login")).isTrue();
    assertThat(matches(aws, access, "console-login-other-spelling")).isTrue();
    assertThat(matches(aws, access, "console-action")).isTrue();
    assertThat(matches(aws, taken, "console-login-other-spelling")).isTrue();
    assertThat(matches(aws, taken, "console-action")).isTrue();
    assertThat(matches(aws, access, "switch-role")).isTrue();
    assertThat(matches(aws, access, "other-tool")).isFalse();
    assertThat(matches(aws, access, "assume-role-target")).isFalse();
    assertThat(matches(aws, made, "assume-role-broker")).isTrue();
    assertThat(matches(aws, made, "call")).isFalse();
    String theirs = rule(aws, LocalAws.TARGET_ACCOUNT, "default", "TidegateMade");
    for (String file :
        List.of("assume-role-service", "assume-role-saml", "assume-role-web-identity")) {
      assertThat(matches(aws, theirs.replace(LocalAws.TARGET_ACCOUNT, "222222222222"), file))
          .as(file)
          .isTrue();
    }
    assertThat(matches(aws, taken, "call")).isTrue();
    assertThat(matches(aws, taken, file("call").replace("aws.dynamodb", "mine.dynamodb")))
        .isFalse();
  }

  private static String rule(LocalAws aws, String account, String bus, String name) {
    try (EventBridgeClient events =
        aws.clients().of(EventBridgeClient.builder(), aws.clients().root(account))) {
      return events.listRules(r -> r.eventBusName(bus)).rules().stream()
          .filter(rule -> rule.name().endsWith(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no rule " + name + " on " + bus))
          .eventPattern();
    }
  }

  private static boolean matches(LocalAws aws, String pattern, String fileOrEvent) {
    String event = fileOrEvent.startsWith("{") ? fileOrEvent : file(fileOrEvent);
    try (EventBridgeClient events =
        aws.clients()
            .of(EventBridgeClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      return events.testEventPattern(t -> t.eventPattern(pattern).event(event)).result();
    }
  }

  private static String event(Stack stack, Reply grant, String file, String id) {
    String identity = "";
    Reply shown = stack.as("alice").get("/v1/requests/" + grant.text("id")).expect(200);
    for (JsonNode event : shown.body().path("events")) {
      identity = event.at("/details/sourceIdentity").asText(identity);
    }
    assertThat(identity).startsWith("alice.");
    JsonNode event =
        json(
            file(file)
                .replace("GRANT", grant.text("grant.id"))
                .replace("IDENTITY", identity)
                .replace("EVENT", id)
                .replace("tidegate-sessions", stack.get("broker.stack") + "-sessions")
                .replace("111111111111", stack.get("broker.account"))
                .replace("222222222222", stack.get("target.account")));
    ((ObjectNode) event.get("detail"))
        .put("eventTime", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return event.toString();
  }

  private static void send(LocalAws aws, String event) {
    try (SqsClient sqs =
        aws.clients().of(SqsClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      sqs.sendMessage(m -> m.queueUrl(aws.outputs().get("activity-queue")).messageBody(event));
    }
  }

  private static String file(String name) {
    try {
      return Files.readString(FILES.resolve(name + ".json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return Api.JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
