package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Running.class)
class ReviewingIT {
  @Test
  void approvingTwiceLeavesOneGrantAndOneEvent(Stack stack) {
    Reply request =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    Reply first = CommonSteps.approve(stack, "bob", request).expect(200);
    Reply second = CommonSteps.approve(stack, "bob", request).expect(200);

    assertThat(second.text("grant.id")).isEqualTo(first.text("grant.id"));
    assertThat(second.text("grant.endsAt")).isEqualTo(first.text("grant.endsAt"));
    assertThat(second.text("yourAnswer.verdict")).isEqualTo("approve");
    assertThat(second.text("yourAnswer.at")).isEqualTo(first.text("yourAnswer.at"));
    Reply shown = CommonSteps.untilState(stack, "alice", request.text("id"), "Active");
    assertThat(Trail.types(shown))
        .containsOnlyOnce("review.given")
        .containsOnlyOnce("grant.scheduled")
        .containsOnlyOnce("grant.active");
  }

  @Test
  void tenApprovalsInParallelGiveTenGrantsThatWork(Stack stack)
      throws InterruptedException, ExecutionException {
    List<Reply> requests = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      requests.add(
          stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201));
    }
    stack.as("bob");
    try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
      List<Future<Reply>> answers = new ArrayList<>();
      for (Reply request : requests) {
        answers.add(threads.submit(() -> CommonSteps.approve(stack, "bob", request)));
      }
      for (Future<Reply> answer : answers) {
        answer.get().expect(200);
      }
    }
    for (Reply request : requests) {
      Reply active = CommonSteps.untilState(stack, "alice", request.text("id"), "Active");
      try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", active))) {
        assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
      }
    }
  }

  @Test
  void nobodyApprovesTheirOwnRequestThoughTheyAreAnApprover(Stack stack) {
    Reply own = stack.as("heidi").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    Reply others =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);

    Reply refused = CommonSteps.approve(stack, "heidi", own).expect(403);
    assertThat(refused.text("code")).isEqualTo("not-yours");
    assertThat(refused.text("detail")).contains("own");
    assertThat(stack.as("heidi").get("/v1/requests/" + own.text("id")).expect(200).text("state"))
        .isEqualTo("Pending");
    CommonSteps.approve(stack, "heidi", others).expect(200);
  }

  @Test
  void anAnswerIsBoundToWhatWasAsked(Stack stack) {
    Reply request =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    Reply other = stack.as("alice").post("/v1/requests", CommonSteps.readOrders("1h")).expect(201);
    String path = "/v1/requests/" + request.text("id") + "/approve";

    assertThat(
            stack.as("bob").post(path, Map.of("hash", other.text("hash"))).expect(409).text("code"))
        .isEqualTo("hash-mismatch");
    stack.as("bob").post(path, Map.of("hash", request.text("hash"))).expect(200);
  }

  @Test
  void aDeniedRequestStaysDenied(Stack stack) {
    Reply request =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    stack
        .as("bob")
        .post(
            "/v1/requests/" + request.text("id") + "/deny",
            Map.of("hash", request.text("hash"), "comment", "use the replica"))
        .expect(200);

    Reply late = CommonSteps.approve(stack, "bob", request).expect(409);
    assertThat(late.text("code")).isEqualTo("wrong-state");
    assertThat(late.text("detail")).contains("Denied");
  }

  @Test
  void aRequestWaitsInTheListOfThoseWhoMayAnswer(Stack stack) {
    Reply request =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    String id = request.text("id");

    Until.within(CommonSteps.SOON, () -> ids(stack, "bob", "waiting"), ids -> ids.contains(id));
    assertThat(ids(stack, "alice", "mine")).contains(id);
    assertThat(ids(stack, "erin", "waiting")).doesNotContain(id);
    CommonSteps.approve(stack, "bob", request).expect(200);
    Until.within(CommonSteps.SOON, () -> ids(stack, "bob", "waiting"), ids -> !ids.contains(id));
    Until.within(CommonSteps.SOON, () -> ids(stack, "bob", "answered"), ids -> ids.contains(id));
    assertThat(ids(stack, "heidi", "answered")).doesNotContain(id);
  }

  @Test
  void anApproverIsToldWhatAnApprovalWouldAllow(Stack stack) {
    Reply request =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);

    Reply shown = stack.as("bob").get("/v1/requests/" + request.text("id")).expect(200);

    assertThat(shown.text("owed")).isEqualTo("answer");
    assertThat(shown.text("kind")).isEqualTo("session");
    assertThat(shown.text("description")).isNotEmpty();
    assertThat(shown.text("until")).isNotEmpty();
    assertThat(shown.body().path("allows").path(0).asText())
        .startsWith("They may call dynamodb:GetItem")
        .contains(":table/orders");
    assertThat(shown.body().path("denies").size()).isPositive();
  }

  @Test
  void timeFromApproveToUsableCredentials(Stack stack) {
    Reply request =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    Instant approved = Instant.now();
    CommonSteps.approve(stack, "bob", request).expect(200);
    Reply active = CommonSteps.untilState(stack, "alice", request.text("id"), "Active");
    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", active))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
    }
    Measured.note("approve to first use, seconds", Duration.between(approved, Instant.now()));
  }

  private static List<String> ids(Stack stack, String person, String list) {
    List<String> ids = new ArrayList<>();
    String path = "/v1/requests?list=" + list + "&limit=100";
    Reply page = stack.as(person).get(path).expect(200);
    while (true) {
      for (JsonNode item : page.body().path("items")) {
        ids.add(item.path("id").asText());
      }
      if (page.text("next").isEmpty()) {
        return ids;
      }
      page = stack.as(person).get(path + "&page=" + page.text("next")).expect(200);
    }
  }
}
