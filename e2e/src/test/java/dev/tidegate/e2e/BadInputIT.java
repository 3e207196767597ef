package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bad input over the wire: a clear problem, and nothing changed. The full table of messages is in
/// the functions' own tests; this shows that the deployed thing answers alike.
@ExtendWith(Running.class)
class BadInputIT {
  @ParameterizedTest
  @CsvSource({
    "duration, 0m, 400, invalid-field",
    "duration, ten, 400, invalid-field",
    "duration, 24h, 403, refused",
    "duration, 5h, 403, refused",
    "entitlement, no-such-thing, 403, refused",
    "ticket, JIRA-1, 403, refused",
    "use, fun, 400, invalid-field",
  })
  void aFieldThatIsWrongIsNamed(String field, String value, int status, String code, Stack stack) {
    Map<String, Object> body = new HashMap<>(CommonSteps.readOrders("30m"));
    body.put(field, value);

    Reply refused = stack.as("alice").post("/v1/requests", body).expect(status);

    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.text("code")).isEqualTo(code);
    assertThat(refused.text("errors.0.field")).isEqualTo(field);
    assertThat(refused.text("errors.0.expected")).isNotEmpty();
    assertThat(refused.text("errors.0.fix")).isNotEmpty();
  }

  @Test
  void aDeniedGroupIsRefusedAndToldByWhichRule(Stack stack) {
    Reply refused =
        stack.as("frank").post("/v1/requests", CommonSteps.readOrders("30m")).expect(403);
    assertThat(refused.text("code")).isEqualTo("refused");
    assertThat(refused.body().at("/decision/rules").toString()).contains("contractors-never");
    stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
  }

  @Test
  void aParameterThatDoesNotMatchIsNamed(Stack stack) {
    Reply refused =
        stack
            .as("alice")
            .post(
                "/v1/requests", CommonSteps.body("orders-table-read", Map.of("table", "*"), "30m"))
            .expect(400);

    assertThat(refused.text("errors.0.field")).isEqualTo("parameters.table");
  }

  @Test
  void aForgedIdentityInTheBodyIsRefused(Stack stack) {
    Map<String, Object> body = new HashMap<>(CommonSteps.readOrders("30m"));
    body.put("requester", Map.of("id", "somebody else"));

    Reply refused = stack.as("alice").post("/v1/requests", body).expect(400);

    assertThat(refused.text("code")).isEqualTo("unknown-field");
    assertThat(refused.text("errors.0.field")).isEqualTo("requester");
  }

  @Test
  void whatIsNotJsonIsRefused(Stack stack) {
    assertThat(
            stack
                .as("alice")
                .postText("/v1/requests", "{\"entitlement\":")
                .expect(400)
                .text("code"))
        .isEqualTo("malformed-json");
  }

  @Test
  void aPageOfAnotherQueryIsRefused(Stack stack) {
    for (int i = 0; i < 2; i++) {
      stack.as("erin").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    }
    Reply page =
        Until.within(
            CommonSteps.SOON,
            () -> stack.as("erin").get("/v1/requests?list=mine&limit=1").expect(200),
            reply -> !reply.text("next").isEmpty());

    String next = page.text("next");
    assertThat(
            stack
                .as("alice")
                .get("/v1/requests?list=mine&limit=1&page=" + next)
                .expect(400)
                .text("code"))
        .isEqualTo("invalid-page");
    stack.as("erin").get("/v1/requests?list=mine&limit=1&page=" + next).expect(200);
  }

  @Test
  void withoutATokenThereIsNoAnswer(Stack stack) {
    stack.asNobody().get("/v1/requests?list=mine").expect(401);
    stack
        .withToken("eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.")
        .get("/v1/requests?list=mine")
        .expect(401);
    stack.as("alice").get("/v1/requests?list=mine").expect(200);
  }

  @Test
  void aStrangerLearnsNothing(Stack stack) {
    Reply request =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);

    Reply hidden = stack.as("mallory").get("/v1/requests/" + request.text("id")).expect(404);
    Reply absent = stack.as("mallory").get("/v1/requests/r-0000000000000000").expect(404);
    assertThat(hidden.text("detail")).isEqualTo(absent.text("detail"));
    assertThat(stack.as("mallory").get("/v1/entitlements").expect(200).body().path("items").size())
        .isZero();
    Reply refused =
        stack.as("mallory").post("/v1/requests", CommonSteps.readOrders("30m")).expect(403);
    assertThat(refused.body().toString())
        .doesNotContain("orders-leads")
        .doesNotContain("orders-dev");
  }

  /// Each of the four functions that record refusals has the right to, and to nothing more of the
  /// case.
  @Test
  void whatAStrangerTriesIsOnRecordAndLeavesTheCaseAsItIs(Stack stack) {
    Instant from = Instant.now();
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    String request = "/v1/requests/" + grant.text("id");
    String given = "/v1/grants/" + grant.text("grant.id");
    Reply before = stack.as("alice").get(request).expect(200);

    for (int i = 0; i < 10; i++) {
      Api mallory = stack.as("mallory");
      mallory.post(request + "/approve", Map.of("hash", grant.text("hash"))).expect(404);
      mallory.post(request + "/withdraw", Map.of()).expect(404);
      mallory.post(given + "/credentials", Map.of()).expect(404);
      mallory.post(given + "/revoke", Map.of("reason", "because I can")).expect(404);
    }

    assertThat(stack.as("alice").get(request).expect(200).body()).isEqualTo(before.body());
    assertThat(
            Recorded.since(
                stack,
                from,
                event -> event.at("/details/request").asText().equals(grant.text("id"))))
        .extracting(
            event -> event.at("/type").asText(), event -> event.at("/details/count").asText())
        .containsExactlyInAnyOrder(
            tuple("review.refused", ""),
            tuple("review.refused", "10"),
            tuple("request.withdraw-refused", ""),
            tuple("request.withdraw-refused", "10"),
            tuple("session.refused", ""),
            tuple("session.refused", "10"),
            tuple("grant.revoke-refused", ""),
            tuple("grant.revoke-refused", "10"));
  }

  @Test
  void theSameKeyGivesTheSameRequest(Stack stack) {
    Map<String, String> key = Map.of("idempotency-key", "e2e-" + System.nanoTime());
    Reply first =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m"), key).expect(201);
    Reply again =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m"), key).expect(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));

    assertThat(
            stack
                .as("alice")
                .post("/v1/requests", CommonSteps.readOrders("1h"), key)
                .expect(409)
                .text("code"))
        .isEqualTo("key-reused");
    Reply others =
        stack.as("erin").post("/v1/requests", CommonSteps.readOrders("30m"), key).expect(201);
    assertThat(others.text("id")).isNotEqualTo(first.text("id"));
  }
}
