package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Running.class)
@Order(5)
class EndingIT {
  @Test
  void aLiveSessionIsRefusedFromTheSecondItsGrantEnds(Stack stack) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("1m"));
    Instant end = Instant.parse(grant.text("grant.endsAt"));

    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", grant))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
      Instant lastAllowed = Instant.now();
      Instant asked = lastAllowed;
      while (asked.isBefore(end.plusSeconds(5))) {
        asked = Instant.now();
        if (orders.read("orders") == Orders.Access.REFUSED) {
          break;
        }
        lastAllowed = asked;
        Until.pause(Duration.ofMillis(50));
      }
      assertThat(lastAllowed).isBefore(end);
      assertThat(asked).isAfterOrEqualTo(end.minusSeconds(1));
      Measured.note("grant end to first refusal, seconds", Duration.between(end, asked));
    }
    Reply ended = CommonSteps.untilState(stack, "alice", grant.text("id"), "Ended");
    assertThat(Trail.types(ended)).containsOnlyOnce("grant.confirmed");
    ended
        .body()
        .path("events")
        .forEach(
            event -> {
              if (event.path("type").asText().equals("grant.confirmed")) {
                JsonNode tried = event.path("details");
                assertThat(tried.path("action").asText()).isEqualTo("sts:GetAccessKeyInfo");
                assertThat(tried.path("session").asText()).isEqualTo(grant.text("grant.id"));
                assertThat(tried.path("region").asText()).isEqualTo(stack.region());
              }
            });
    Reply late = CommonSteps.credentials(stack, "alice", grant).expect(409);
    assertThat(late.text("code")).isEqualTo("wrong-state");
  }

  @Test
  void revokingOneOfTwoOverlappingGrantsLeavesTheOtherWorking(Stack stack) {
    Reply one = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    Reply other = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    try (Orders first = new Orders(stack, CommonSteps.issued(stack, "alice", one));
        Orders second = new Orders(stack, CommonSteps.issued(stack, "alice", other))) {
      assertThat(first.read("orders")).isEqualTo(Orders.Access.ALLOWED);
      assertThat(second.read("orders")).isEqualTo(Orders.Access.ALLOWED);

      Instant revoked = Instant.now();
      Reply answer =
          stack
              .as("bob")
              .post(
                  "/v1/grants/" + one.text("grant.id") + "/revoke",
                  Map.of("reason", "the incident is over"))
              .expect(200);
      assertThat(answer.text("grant.ending.why")).isEqualTo("revoked");
      Until.within(CommonSteps.SOON, () -> first.read("orders"), Orders.Access.REFUSED::equals);
      Measured.note("revoke to first refusal, seconds", Duration.between(revoked, Instant.now()));

      assertThat(second.read("orders")).isEqualTo(Orders.Access.ALLOWED);
      Reply ended = CommonSteps.untilState(stack, "alice", one.text("id"), "Ended");
      assertThat(Trail.types(ended)).containsOnlyOnce("grant.confirmed");
      assertThat(second.read("orders")).isEqualTo(Orders.Access.ALLOWED);
    }
  }

  @Test
  void revokingTwiceIsRevokingOnce(Stack stack) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    String path = "/v1/grants/" + grant.text("grant.id") + "/revoke";

    stack.as("bob").post(path, Map.of("reason", "first")).expect(200);
    Reply again = stack.as("carol").post(path, Map.of("reason", "second")).expect(200);

    assertThat(again.text("grant.ending.reason")).isEqualTo("first");
    Reply shown = CommonSteps.untilState(stack, "alice", grant.text("id"), "Ended");
    assertThat(Trail.types(shown))
        .containsOnlyOnce("grant.revoked")
        .containsOnlyOnce("grant.ended");
  }

  @Test
  void whoAskedCanGiveAccessBackEarly(Stack stack) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", grant))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
      stack
          .as("alice")
          .post("/v1/requests/" + grant.text("id") + "/withdraw", Map.of())
          .expect(200);
      Until.within(CommonSteps.SOON, () -> orders.read("orders"), Orders.Access.REFUSED::equals);
    }
    Reply ended = CommonSteps.untilState(stack, "alice", grant.text("id"), "Ended");
    assertThat(ended.text("grant.ending.why")).isEqualTo("withdrawn");
  }

  @Test
  void onlyApproversAndSecurityRevoke(Stack stack) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    String path = "/v1/grants/" + grant.text("grant.id") + "/revoke";

    assertThat(stack.as("erin").post(path, Map.of("reason", "x")).expect(404).text("code"))
        .isEqualTo("not-found");
    assertThat(stack.as("mallory").post(path, Map.of("reason", "x")).expect(404).text("code"))
        .isEqualTo("not-found");
    stack.as("carol").post(path, Map.of("reason", "security drill")).expect(200);
  }
}
