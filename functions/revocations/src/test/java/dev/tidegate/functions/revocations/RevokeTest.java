package dev.tidegate.functions.revocations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Fronts;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.FaultInjection;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.WiredStore;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.wire.api.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevokeTest {
  private static final String GRANT = GrantId.of(Samples.id(1)).text();

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final FaultInjection wire = new FaultInjection();
  private Instant now = Samples.T0.plus(Duration.ofMinutes(10));
  private final Handler handler =
      new Handler(
          new WiredStore(store, wire),
          new Visibility(Samples.SECURITY),
          Fronts.at(() -> now, new Captured()));

  @BeforeEach
  void aGrantIsActive() {
    CaseScenario.active(Samples.id(1)).in(store);
  }

  @Test
  void anApproverEndsTheGrant() {
    Answered answered = revoke(Samples.BOB, "wrong table").expect(200);

    assertThat(answered.text("grant.state")).isEqualTo("Ending");
    assertThat(answered.text("grant.ending.why")).isEqualTo("revoked");
    assertThat(answered.text("grant.ending.by.label")).isEqualTo("bob");
    assertThat(answered.text("grant.ending.reason")).isEqualTo("wrong table");
    assertThat(answered.text("grant.ending.at")).isEqualTo("2026-03-01T10:10:00Z");
    assertThat(wire.calls()).containsExactly("store.load", "store.commit");
  }

  @Test
  void securityEndsTheGrant() {
    revoke(Samples.SAM, "incident is over").expect(200);
  }

  @Test
  void revokingAgainGivesTheFirstAnswer() {
    Answered first = revoke(Samples.BOB, "wrong table").expect(200);

    Answered again = revoke(Samples.SAM, "me too").expect(200);
    assertThat(again.raw()).isEqualTo(first.raw());
    assertThat(first.header("Idempotent-Replay")).isEmpty();
    assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
  }

  @Test
  void theRequesterIsToldToWithdraw() {
    Answered answered = revoke(Samples.ALICE, "done");

    answered
        .problem(ProblemCode.NOT_YOURS)
        .error(
            "Authorization",
            "an approver of the request, or security",
            "withdraw the request instead: POST /v1/requests/{id}/withdraw");
    revoke(Samples.BOB, "done").expect(200);
  }

  @Test
  void othersLearnNothing() {
    Answered hidden = revoke(Samples.DAVE, "no");
    Answered absent = send(Samples.DAVE, "g-zzzzzzzzzzzzzzzz", Map.of("reason", "no"));

    hidden
        .problem(ProblemCode.NOT_FOUND)
        .error("id", "the id of a grant that you may see", "look it up in the list of requests");
    assertThat(absent.raw()).isEqualTo(hidden.raw());
    send(Samples.BOB, "r-0000000000000001", Map.of("reason", "no")).problem(ProblemCode.NOT_FOUND);
    revoke(Samples.BOB, "yes").expect(200);
  }

  @Test
  void whatEndedByTimeCannotBeRevoked() {
    CaseScenario.active(Samples.id(2)).timeUp().in(store);
    now = Samples.T0.plus(Duration.ofHours(3));

    send(Samples.BOB, GrantId.of(Samples.id(2)).text(), Map.of("reason", "late"))
        .problem(ProblemCode.WRONG_STATE)
        .error(
            "id",
            "a grant that is Scheduled or Active; this one is Ending",
            "nothing needs to be done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0007b"})
  void aReasonIsNeeded(String reason) {
    revoke(Samples.BOB, reason)
        .problem(ProblemCode.INVALID_FIELD)
        .error("reason", "1 to 1000 characters, one of them visible", "correct the value");
    send(Samples.BOB, GRANT, Map.of())
        .problem(ProblemCode.MISSING_FIELD)
        .error("reason", "1 to 1000 characters, one of them visible", "add the field");
    assertThat(wire.calls()).isEmpty();
    revoke(Samples.BOB, "a reason\nof two lines").expect(200);
  }

  @Test
  void theBodyDoesNotSayWhoRevokes() {
    send(Samples.DAVE, GRANT, Map.of("reason", "r", "by", Samples.BOB.id().canonical()))
        .problem(ProblemCode.UNKNOWN_FIELD)
        .error("by", "one of reason", "leave it out");
    assertThat(wire.calls()).isEmpty();
  }

  private Answered revoke(Principal who, String reason) {
    return send(who, GRANT, Map.of("reason", reason));
  }

  private Answered send(Principal who, String id, Map<String, ?> body) {
    return Sent.to("POST /v1/grants/{id}/revoke").as(who).id(id).json(body).by(handler);
  }
}
