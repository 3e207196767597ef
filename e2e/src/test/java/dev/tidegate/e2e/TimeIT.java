package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Grants that begin later, that continue others, and that break the glass: by the zips, under
/// their roles.
@ExtendWith(Running.class)
@ResourceLock(PolicyPush.HOTFIXES)
@Order(4)
class TimeIT {
  /// A schedule is made for a minute ahead at least, and fires within a minute.
  private static final Duration SCHEDULED = Duration.ofSeconds(180);

  @BeforeEach
  void developersMayBreakTheGlass(Stack stack) {
    PolicyPush.push(stack, PolicyPush.demoFile() + PolicyRules.GLASS).expect(200);
  }

  @AfterEach
  void asBefore(Stack stack) {
    PolicyPush.demo(stack);
  }

  /// Three at once, since each waits for a schedule.
  @Test
  void aLaterStartBeginsAnExtensionGoesOnAndWhatIsNoLongerGivenDoesNotBegin(Stack stack) {
    Instant start = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
    Reply later = approved(stack, later(CommonSteps.readOrders("5m"), start));
    Reply never = approved(stack, later(CommonSteps.hotfix("5m"), start));
    Reply old = CommonSteps.active(stack, "alice", CommonSteps.readOrders("1m"));
    Reply more =
        stack
            .as("alice")
            .post(
                "/v1/requests",
                Map.of(
                    "continues", old.text("grant.id"),
                    "duration", "5m",
                    "reason", "not done yet"))
            .expect(201);
    CommonSteps.approve(stack, "bob", more).expect(200);
    PolicyPush.push(stack, PolicyPush.demoFile() + PolicyRules.GLASS + PolicyRules.DENY_HOTFIXES)
        .expect(200);

    assertThat(later.text("grant.startsAt")).isEqualTo(start.toString());
    Reply early = CommonSteps.credentials(stack, "alice", later).expect(409);
    assertThat(early.text("detail")).contains("begins at " + start);

    Reply begun = until(stack, later, "Active");
    assertThat(Instant.parse(begun.text("grant.startsAt"))).isEqualTo(start);
    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", later))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
    }

    Reply notBegun =
        Until.within(
            SCHEDULED,
            () -> shown(stack, never),
            reply -> Trail.types(reply).contains("grant.not-started"));
    assertThat(notBegun.text("grant.ending.why")).isEqualTo("ineligible");
    assertThat(notBegun.text("grant.ending.reason")).contains("no-hotfixes");
    assertThat(Trail.types(notBegun)).doesNotContain("grant.active");

    Reply next = until(stack, more, "Active");
    assertThat(next.text("grant.startsAt")).isEqualTo(old.text("grant.endsAt"));
    assertThat(shown(stack, old).text("grant.continuedBy")).isEqualTo(next.text("grant.id"));
    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", old))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
    }
    assertThat(Trail.types(shown(stack, more))).containsOnlyOnce("session.issued");
  }

  @Test
  void aBrokenGlassGivesAtOnceAndIsLookedBackAt(Stack stack) {
    Map<String, Object> glass = new LinkedHashMap<>(CommonSteps.readOrders("15m"));
    glass.put("breakGlass", true);
    Reply broken = stack.as("alice").post("/v1/requests", glass).expect(201);
    assertThat(broken.text("decision.outcome")).isEqualTo("Allowed");
    assertThat(broken.text("afterReview.state")).isEqualTo("awaited");

    CommonSteps.untilState(stack, "alice", broken.text("id"), "Active");
    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", broken))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
    }
    Until.within(
        CommonSteps.SOON,
        () -> stack.as("carol").get("/v1/requests?list=waiting").expect(200),
        list -> list.body().toString().contains(broken.text("id")));

    String path = "/v1/requests/" + broken.text("id") + "/after-review";
    Map<String, Object> review =
        Map.of("hash", broken.text("hash"), "verdict", "accept", "comment", "it was burning");
    stack.as("alice").post(path, review).expect(403);
    Reply given = stack.as("carol").post(path, review).expect(200);
    assertThat(given.text("afterReview.state")).isEqualTo("given");
    assertThat(Trail.types(shown(stack, broken)))
        .containsOnlyOnce("grant.break-glass")
        .containsOnlyOnce("after-review.given");

    Reply tooLong =
        stack.as("alice").post("/v1/requests", with(glass, "duration", "16m")).expect(403);
    assertThat(tooLong.text("code")).isEqualTo("refused");
    stack
        .as("carol")
        .post("/v1/grants/" + broken.text("grant.id") + "/revoke", Map.of("reason", "done"))
        .expect(200);
  }

  private static Reply approved(Stack stack, Map<String, Object> body) {
    Reply submitted = stack.as("alice").post("/v1/requests", body).expect(201);
    return CommonSteps.approve(stack, "bob", submitted).expect(200);
  }

  private static Map<String, Object> later(Map<String, Object> body, Instant start) {
    return with(body, "startsAt", start.toString());
  }

  private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(field, value);
    return more;
  }

  private static Reply until(Stack stack, Reply request, String state) {
    return Until.within(
        SCHEDULED, () -> shown(stack, request), reply -> reply.text("grant.state").equals(state));
  }

  private static Reply shown(Stack stack, Reply request) {
    return stack.as("alice").get("/v1/requests/" + request.text("id")).expect(200);
  }
}
