package dev.tidegate.functions.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Fronts;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.FaultInjection;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.WiredStore;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.wire.api.ProblemCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewTest {
  private static final String APPROVE = "POST /v1/requests/{id}/approve";
  private static final String DENY = "POST /v1/requests/{id}/deny";

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final FaultInjection wire = new FaultInjection();
  private final Captured out = new Captured();
  private SamplePolicy policy = SamplePolicy.usual();
  private Instant now = Samples.T0;
  private int made;
  private final Handler handler =
      new Handler(
          new WiredStore(store, wire),
          () -> wire.call("policy.current", () -> policy.load()),
          new FakeDocuments(),
          new Visibility(Samples.SECURITY),
          Fronts.at(() -> now, out));

  @Test
  void anApprovalMakesTheGrant() {
    AccessCase pending = submitted(Samples.ALICE);

    Answered answered = answer(APPROVE, Samples.BOB, pending, Map.of("comment", "go")).expect(200);

    assertThat(answered.text("state")).isEqualTo("Approved");
    assertThat(answered.text("reviews.0.reviewer.label")).isEqualTo("bob");
    assertThat(answered.text("reviews.0.verdict")).isEqualTo("approve");
    assertThat(answered.text("reviews.0.comment")).isEqualTo("go");
    assertThat(answered.text("grant.state")).isEqualTo("Scheduled");
    assertThat(answered.text("decision.approvals.0.given")).isEqualTo("1");
  }

  @Test
  void approvingReadsCaseAndPolicyAndWritesOnce() {
    AccessCase pending = submitted(Samples.ALICE);

    answer(APPROVE, Samples.BOB, pending, Map.of()).expect(200);

    assertThat(wire.calls())
        .startsWith("store.load", "policy.current")
        .endsWith("store.commit")
        .containsOnlyOnce("store.load", "store.commit");
  }

  @Test
  void approvingAgainGivesTheFirstAnswer() {
    AccessCase pending = submitted(Samples.ALICE);
    Answered first = answer(APPROVE, Samples.BOB, pending, Map.of()).expect(200);

    Answered again = answer(APPROVE, Samples.BOB, pending, Map.of()).expect(200);

    assertThat(again.raw()).isEqualTo(first.raw());
    assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
    assertThat(first.header("Idempotent-Replay")).isEmpty();
  }

  @Test
  void aSecondApprovalSaysWhenTheFirstWasGiven() {
    AccessCase pending = submitted(Samples.ALICE);
    String first = now.toString();
    answer(APPROVE, Samples.BOB, pending, Map.of("comment", "go")).expect(200);
    now = now.plusSeconds(300);

    Answered again = answer(APPROVE, Samples.BOB, pending, Map.of()).expect(200);

    assertThat(again.at("yourAnswer"))
        .isEqualTo(Map.of("verdict", "approve", "at", first, "comment", "go"));
    assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
  }

  @Test
  void aDenialEndsTheRequest() {
    AccessCase pending = submitted(Samples.ALICE);

    Answered answered = answer(DENY, Samples.BOB, pending, Map.of()).expect(200);

    assertThat(answered.text("state")).isEqualTo("Denied");
    assertThat(answered.body()).doesNotContainKey("grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {APPROVE, DENY})
  void nobodyAnswersTheirOwnRequest(String route) {
    Principal leadAsWell = Samples.person("alice", Samples.DEVELOPERS, Samples.LEADS);
    AccessCase pending = submitted(leadAsWell);
    Principal underAnotherLabel = new Principal(leadAsWell.id(), "Bob B.", Samples.BOB.groups());

    for (Principal self : new Principal[] {leadAsWell, underAnotherLabel}) {
      Answered answered = answer(route, self, pending, Map.of());
      answered
          .problem(ProblemCode.NOT_YOURS)
          .error(
              "Authorization",
              "an approver of this request who did not ask for it",
              "let somebody of its approver groups answer");
      assertThat(answered.text("detail"))
          .isEqualTo("You cannot answer this request: nobody answers their own request.");
    }
    answer(route, Samples.BOB, pending, Map.of()).expect(200);
  }

  @Test
  void anotherIssuerWithTheSameSubjectIsSomebodyElse() {
    AccessCase pending = submitted(Samples.ALICE);
    Principal other =
        new Principal(
            new PrincipalId("https://other.example.com", Samples.ALICE.id().subject()),
            "alice",
            Samples.BOB.groups());

    answer(APPROVE, other, pending, Map.of()).expect(200);
  }

  @Test
  void theBodyDoesNotSayWhoApproves() {
    AccessCase pending = submitted(Samples.ALICE);

    for (String field : new String[] {"reviewer", "approver", "sub", "duration"}) {
      answer(APPROVE, Samples.DAVE, pending, Map.of(field, Samples.BOB.id().canonical()))
          .problem(ProblemCode.UNKNOWN_FIELD)
          .error(field, "one of hash, comment", "leave it out");
    }
    assertThat(wire.calls()).isEmpty();
  }

  @Test
  void whoIsNoApproverLearnsNothing() {
    AccessCase pending = submitted(Samples.ALICE);

    Answered hidden = answer(APPROVE, Samples.DAVE, pending, Map.of());
    Answered absent =
        send(APPROVE, Samples.DAVE, "r-zzzzzzzzzzzzzzzz", hash(pending))
            .problem(ProblemCode.NOT_FOUND);

    hidden.problem(ProblemCode.NOT_FOUND);
    assertThat(hidden.raw()).isEqualTo(absent.raw());
    send(APPROVE, Samples.DAVE, "garbage", hash(pending)).problem(ProblemCode.NOT_FOUND);
    answer(APPROVE, Samples.BOB, pending, Map.of()).expect(200);
  }

  @Test
  void whoSeesEverythingStillIsNoApprover() {
    AccessCase pending = submitted(Samples.ALICE);

    Answered answered = answer(APPROVE, Samples.SAM, pending, Map.of());

    answered.problem(ProblemCode.NOT_YOURS);
    assertThat(answered.text("detail"))
        .isEqualTo("You cannot answer this request: answers come from leads.");
  }

  @Test
  void anAnsweredRequestTakesNoOtherAnswer() {
    AccessCase pending = submitted(Samples.ALICE);
    answer(DENY, Samples.BOB, pending, Map.of()).expect(200);

    Answered late = answer(APPROVE, Samples.CAROL, pending, Map.of());

    late.problem(ProblemCode.WRONG_STATE)
        .error(
            "id",
            "a request that is Pending; this one is Denied",
            "look at it again; what is given too much can be revoked");
    assertThat(late.text("detail"))
        .isEqualTo(
            "The request is Denied: it takes no answer any more. bob denied it " + now + ".");
  }

  @Test
  void anAnswerThatComesTooLateIsTold() {
    AccessCase pending = submitted(Samples.ALICE);
    now = Samples.T0.plus(Samples.ANSWER_WITHIN);

    answer(APPROVE, Samples.BOB, pending, Map.of())
        .problem(ProblemCode.WRONG_STATE)
        .error(
            "id",
            "a request that is Pending; this one is Expired",
            "look at it again; what is given too much can be revoked");
  }

  @Test
  void anAnswerToSomethingElseIsRefusedWithTheHash() {
    AccessCase pending = submitted(Samples.ALICE);

    send(APPROVE, Samples.BOB, pending.id().text(), Map.of("hash", "0".repeat(64)))
        .problem(ProblemCode.HASH_MISMATCH)
        .error(
            "hash",
            pending.request().submission().hash(),
            "look at the request again, and answer to what it says now");
    answer(APPROVE, Samples.BOB, pending, Map.of()).expect(200);
  }

  @Test
  void thePolicyInForceDecides() {
    AccessCase pending = submitted(Samples.ALICE);
    SamplePolicy before = policy;

    policy = before.without(SamplePolicy.ASK_A_LEAD);
    Answered refused = answer(APPROVE, Samples.BOB, pending, Map.of());
    refused.problem(ProblemCode.REFUSED);
    assertThat(refused.text("decision.outcome")).isEqualTo("Refused");

    policy = before;
    answer(APPROVE, Samples.BOB, pending, Map.of()).expect(200);
  }

  @Test
  void aPolicyThatGivesSomethingElseNowIsTold() {
    AccessCase pending = submitted(Samples.ALICE);
    policy =
        policy.with(
            SamplePolicy.entitlement(SamplePolicy.READ, Samples.CI_ROLE, Samples.ORDERS_PROD));

    answer(APPROVE, Samples.BOB, pending, Map.of())
        .problem(ProblemCode.REFUSED)
        .error(
            "id",
            "a request that the policy in force gives as it was asked for",
            "submit a new request");
  }

  @Test
  void aBodyWithoutAHashIsRefused() {
    AccessCase pending = submitted(Samples.ALICE);
    String expected = "the request's hash, 64 hexadecimal digits in lower case";

    send(APPROVE, Samples.BOB, pending.id().text(), Map.of())
        .problem(ProblemCode.MISSING_FIELD)
        .error("hash", expected, "add the field");
    send(APPROVE, Samples.BOB, pending.id().text(), Map.of("hash", "F".repeat(64)))
        .problem(ProblemCode.INVALID_FIELD)
        .error("hash", expected, "correct the value");
    answer(APPROVE, Samples.BOB, pending, Map.of("comment", "x".repeat(1001)))
        .problem(ProblemCode.INVALID_FIELD)
        .error("comment", "1 to 1000 characters, one of them visible", "correct the value");
    answer(APPROVE, Samples.BOB, pending, Map.of("comment", "x".repeat(1000))).expect(200);
  }

  private AccessCase submitted(Principal who) {
    SubmitRequest submit =
        new SubmitRequest(
            store, () -> policy.load(), new FakeDocuments(), () -> Samples.id(++made));
    if (submit.submit(who, Samples.ask(), Optional.empty(), now)
        instanceof SubmitRequest.Outcome.Submitted submitted) {
      return submitted.created();
    }
    throw new AssertionError("not submitted");
  }

  private static Map<String, Object> hash(AccessCase of) {
    return Map.of("hash", of.request().submission().hash());
  }

  private Answered answer(String route, Principal who, AccessCase to, Map<String, String> more) {
    Map<String, Object> body = new HashMap<>(hash(to));
    body.putAll(more);
    return send(route, who, to.id().text(), body);
  }

  private Answered send(String route, Principal who, String id, Map<String, ?> body) {
    return Sent.to(route).as(who).id(id).json(body).by(handler);
  }
}
