package dev.tidegate.functions.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.wire.api.ProblemCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitTest {
  private static final Principal OPERATOR = Samples.person("olga", Samples.OPERATIONS);

  private final Requests requests = new Requests();

  @Test
  void anEntitlementThatIsNotThereIsAnsweredWithWhatMayBeMeant() {
    Map<String, Object> body = Requests.body("entitlement", "orders-tabel-read");

    String detail =
        requests.submit(Samples.ALICE, body).problem(ProblemCode.REFUSED).text("detail");

    assertThat(detail).contains("did you mean orders-table-read?");
    assertThat(requests.submit(Samples.person("mallory"), body).raw())
        .doesNotContain("did you mean");
    assertThat(requests.explain(Samples.ALICE, body).expect(200).text("decision.reasons.0.text"))
        .isEqualTo(
            "no rule of the policy shows you an entitlement orders-tabel-read; did you mean"
                + " orders-table-read?");
  }

  @Test
  void aRequestThatNeedsApprovalIsPending() {
    Answered answered = requests.submit(Samples.ALICE, Requests.body()).expect(201);

    assertThat(answered.header("Location")).isEqualTo("/v1/requests/r-0000000000000001");
    assertThat(answered.text("id")).isEqualTo("r-0000000000000001");
    assertThat(answered.text("state")).isEqualTo("Pending");
    assertThat(answered.text("requester.id")).isEqualTo(Samples.ALICE.id().canonical());
    assertThat(answered.text("decision.outcome")).isEqualTo("NeedsApproval");
    assertThat(answered.text("submittedAt")).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(answered.body()).doesNotContainKeys("grant", "warnings", "events");
  }

  @Test
  void aRequestThatNeedsNoApprovalHasItsGrantAtOnce() {
    Answered answered = requests.submit(OPERATOR, Requests.body()).expect(201);

    assertThat(answered.text("state")).isEqualTo("Approved");
    assertThat(answered.text("grant.id")).isEqualTo("g-0000000000000001");
    assertThat(answered.text("grant.state")).isEqualTo("Scheduled");
    assertThat(answered.text("grant.endsAt")).isEqualTo("2026-03-01T11:00:00Z");
    assertThat(answered.body()).doesNotContainKey("answerBy");
  }

  @Test
  void aRequestForLaterSaysWhenItBegins() {
    Answered answered =
        requests.submit(OPERATOR, Requests.body("startsAt", "2026-03-01T22:00:00Z")).expect(201);

    assertThat(answered.text("startsAt")).isEqualTo("2026-03-01T22:00:00Z");
    assertThat(answered.text("grant.startsAt")).isEqualTo("2026-03-01T22:00:00Z");
    assertThat(answered.text("grant.endsAt")).isEqualTo("2026-03-01T23:00:00Z");
    assertThat(
            requests
                .explain(OPERATOR, Requests.body("startsAt", "2026-03-01T22:00:00Z"))
                .text("until"))
        .isEqualTo("2026-03-01T23:00:00Z");
  }

  @Test
  void aBrokenGlassHasItsGrantAtOnceAndOwesAReview() {
    requests.policy = requests.policy.plus(SamplePolicy.glass());
    Answered answered =
        requests.submit(Samples.ALICE, Requests.body("breakGlass", true)).expect(201);

    assertThat(answered.text("grant.state")).isEqualTo("Scheduled");
    assertThat(answered.text("decision.outcome")).isEqualTo("Allowed");
    assertThat(answered.text("decision.afterReview.within")).isEqualTo("24h");
    assertThat(answered.text("afterReview.state")).isEqualTo("awaited");
    assertThat(answered.text("afterReview.groups.0")).isEqualTo("security");
    assertThat(answered.text("afterReview.deadline")).isEqualTo("2026-03-02T10:00:00Z");
  }

  @Test
  void submittingReadsThePolicyAndWritesOnce() {
    requests.submit(Samples.ALICE, Requests.body()).expect(201);

    assertThat(requests.wire.calls()).containsExactly("policy.current", "store.commit");
  }

  @Test
  void aRefusalIsRecordedOnceAndChangesNothingElse() {
    requests.submit(Samples.ALICE, Requests.body("duration", "5h")).problem(ProblemCode.REFUSED);

    assertThat(requests.wire.calls()).containsExactly("policy.current", "store.recordRefusal");
    assertThat(requests.store.refusals()).hasSize(1);
  }

  @Test
  void theSameKeyGivesTheFirstRequestAgain() {
    Sent sent =
        Sent.to("POST /v1/requests")
            .as(Samples.ALICE)
            .json(Requests.body())
            .header("Idempotency-Key", "deploy 42, again");
    Answered first = requests.send(sent).expect(201);

    Answered again = requests.send(sent).expect(200);

    assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(first.header("Idempotent-Replay")).isEmpty();
    Answered others = requests.send(sent.as(Samples.DAVE)).expect(201);
    assertThat(others.text("id")).isNotEqualTo(first.text("id"));
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    Sent sent =
        Sent.to("POST /v1/requests")
            .as(Samples.ALICE)
            .json(Requests.body())
            .header("idempotency-key", "k");
    String id = requests.send(sent).expect(201).text("id");

    Answered reused = requests.send(sent.json(Requests.body("duration", "2h")));

    reused
        .problem(ProblemCode.KEY_REUSED)
        .error("Idempotency-Key", "a key that was not used for something else", "take a new key");
    assertThat(reused.text("detail"))
        .isEqualTo("You sent this Idempotency-Key before, with another body: it made " + id + ".");
    requests.send(sent.header("idempotency-key", "k2")).expect(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "naïve", "a\tb"})
  void aKeyThatIsNotPrintableIsRefused(String key) {
    Sent sent = Sent.to("POST /v1/requests").as(Samples.ALICE).json(Requests.body());

    requests
        .send(sent.header("idempotency-key", key))
        .problem(ProblemCode.INVALID_FIELD)
        .error(
            "Idempotency-Key", "1 to 128 printable ASCII characters", "send a UUID, for example");
    requests
        .send(sent.header("idempotency-key", "x".repeat(129)))
        .problem(ProblemCode.INVALID_FIELD);
    assertThat(requests.wire.calls()).isEmpty();
    requests.send(sent.header("idempotency-key", "x".repeat(128))).expect(201);
  }

  @Test
  void aBodyInBase64IsTheSameBody() {
    requests
        .send(Sent.to("POST /v1/requests").as(Samples.ALICE).json(Requests.body()).inBase64())
        .expect(201);
  }

  @Test
  void otherHeadersDoNotSayWhoAsks() {
    Sent sent = Sent.to("POST /v1/requests").as(Samples.ALICE).json(Requests.body());
    for (String header :
        new String[] {"x-amzn-oidc-identity", "x-forwarded-user", "from", "sub", "cookie"}) {
      sent = sent.header(header, "sub=" + Samples.BOB.id().subject());
    }

    assertThat(requests.send(sent).expect(201).text("requester.id"))
        .isEqualTo(Samples.ALICE.id().canonical());
  }

  @Test
  void aTokenThatIsNotTheVerifiedOneIsNobodys() {
    Sent sent = Sent.to("POST /v1/requests").as(Samples.ALICE).json(Requests.body());

    requests
        .send(sent.header("authorization", "sub=" + Samples.BOB.id().subject()))
        .problem(ProblemCode.UNAUTHENTICATED);
    requests.send(sent).expect(201);
  }

  @Test
  void aBusyStoreIsToldAsBusyAndWorksLater() {
    requests.wire.down("store.commit");
    requests.submit(Samples.ALICE, Requests.body()).problem(ProblemCode.BUSY);

    requests.wire.up("store.commit");
    requests.submit(Samples.ALICE, Requests.body()).expect(201);
  }

  @Test
  void explainDecidesAsSubmitWouldAndWritesNothing() {
    Answered explained = requests.explain(Samples.ALICE, Requests.body()).expect(200);

    assertThat(requests.wire.calls()).containsExactly("policy.current");
    Map<String, Object> submitted =
        requests.submit(Samples.ALICE, Requests.body()).expect(201).body();
    assertThat(explained.at("decision")).isEqualTo(submitted.get("decision"));
  }

  @Test
  void explainTellsInWordsWhatWouldBeAllowedAndUntilWhen() {
    Answered explained = requests.explain(Samples.ALICE, Requests.body()).expect(200);

    assertThat(explained.at("allows"))
        .isEqualTo(
            java.util.List.of(
                "You may call dynamodb:GetItem and dynamodb:Query on"
                    + " arn:aws:dynamodb:eu-central-1:222222222222:table/orders, if"
                    + " aws:SecureTransport is true (Bool).",
                "You may call dynamodb:ListTables on *."));
    assertThat(explained.text("denies.2"))
        .isEqualTo("From 2026-03-01T11:00:00Z on every call is refused.");
    assertThat(explained.text("until")).isEqualTo("2026-03-01T11:00:00Z");
    assertThat(explained.text("policy.Version")).isEqualTo("2012-10-17");
    assertThat(explained.raw()).contains("\"Effect\":\"Deny\"").contains("table/orders");
  }

  @Test
  void explainOfATemporaryPolicyNamesTheRole() {
    Answered explained =
        requests
            .explain(Samples.ALICE, Requests.body("entitlement", "orders-ci-deploy"))
            .expect(200);

    assertThat(explained.text("allows.1"))
        .isEqualTo("The role orders-ci may call dynamodb:ListTables on *.");
    assertThat(explained.text("denies.0"))
        .isEqualTo("The role orders-ci gets nothing else by this; what it may do already stays.");
  }

  @Test
  void explainOfARefusalIsAnAnswerNotAnError() {
    Answered explained =
        requests.explain(Samples.ALICE, Requests.body("duration", "5h")).expect(200);

    assertThat(explained.text("decision.outcome")).isEqualTo("Refused");
    assertThat(explained.body()).containsOnlyKeys("decision");
    assertThat(requests.store.refusals())
        .extracting(event -> event.details().get("dryRun"))
        .containsExactly("true");
  }
}
