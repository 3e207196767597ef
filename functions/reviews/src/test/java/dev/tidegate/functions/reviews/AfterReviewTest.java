package dev.tidegate.functions.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Fronts;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.wire.api.ProblemCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AfterReviewTest {
  private static final String AFTER = "POST /v1/requests/{id}/after-review";

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final SamplePolicy policy = SamplePolicy.usual().plus(SamplePolicy.glass());
  private final Instant now = Samples.T0;
  private int made;
  private final Handler handler =
      new Handler(
          store,
          () -> policy.load(),
          new FakeDocuments(),
          new Visibility(Samples.SECURITY),
          Fronts.at(() -> now, new Captured()));

  @Test
  void acceptingGivesTheReview() {
    Answered answered = send(Samples.SAM, broken(), Map.of("verdict", "accept")).expect(200);

    assertThat(answered.text("afterReview.state")).isEqualTo("given");
    assertThat(answered.text("afterReview.verdict")).isEqualTo("accept");
    assertThat(answered.text("afterReview.reviewer.label")).isEqualTo("sam");
    assertThat(answered.text("afterReview.deadline")).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(answered.text("breakGlass")).isEqualTo("true");
  }

  @Test
  void givingItAgainGivesTheFirst() {
    AccessCase broken = broken();
    send(Samples.SAM, broken, Map.of("verdict", "accept")).expect(200);

    Answered again = send(Samples.SAM, broken, Map.of("verdict", "accept")).expect(200);

    assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
    assertThat(again.text("yourAnswer.verdict")).isEqualTo("accept");
    send(Samples.SAM, broken, Map.of("verdict", "question", "comment", "why?"))
        .problem(ProblemCode.WRONG_STATE)
        .error("id", "a request that owes an after-review", "nothing needs to be done");
  }

  @Test
  void aQuestionIsPutInWords() {
    AccessCase broken = broken();

    send(Samples.SAM, broken, Map.of("verdict", "question"))
        .problem(ProblemCode.MISSING_FIELD)
        .error("comment", "1 to 1000 characters, one of them visible", "add the field");
    send(Samples.SAM, broken, Map.of("verdict", "question", "comment", "which incident?"))
        .expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"approve", "Accept", ""})
  void anotherVerdictIsNamed(String verdict) {
    AccessCase broken = broken();

    send(Samples.SAM, broken, Map.of("verdict", verdict))
        .problem(ProblemCode.INVALID_FIELD)
        .error("verdict", "one of accept, question", "correct the value");
    send(Samples.SAM, broken, Map.of("verdict", "accept", "reviewer", "bob"))
        .problem(ProblemCode.UNKNOWN_FIELD);
    send(Samples.SAM, broken, Map.of("verdict", "accept")).expect(200);
  }

  @Test
  void aReviewOfSomethingElseIsRefused() {
    AccessCase broken = broken();

    send(Samples.SAM, broken, Map.of("verdict", "accept", "hash", "0".repeat(64)))
        .problem(ProblemCode.HASH_MISMATCH);
  }

  @Test
  void whoAskedDoesNotReviewAndStrangersSeeNothing() {
    AccessCase broken = broken();
    Principal alsoSecurity = Samples.person("alice", Samples.DEVELOPERS, Samples.SECURITY);

    send(alsoSecurity, broken, Map.of("verdict", "accept")).problem(ProblemCode.NOT_YOURS);
    send(Samples.DAVE, broken, Map.of("verdict", "accept")).problem(ProblemCode.NOT_FOUND);
    send(Samples.SAM, broken, Map.of("verdict", "accept")).expect(200);
  }

  private AccessCase broken() {
    RequestedAccess requested = Samples.ask().breakingGlass();
    SubmitRequest submit =
        new SubmitRequest(
            store, () -> policy.load(), new FakeDocuments(), () -> Samples.id(++made));
    if (submit.submit(Samples.ALICE, requested, Optional.empty(), now)
        instanceof SubmitRequest.Outcome.Submitted submitted) {
      return submitted.created();
    }
    throw new AssertionError("not submitted");
  }

  private Answered send(Principal who, AccessCase of, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>();
    body.put("hash", of.request().submission().hash());
    body.putAll(more);
    return Sent.to(AFTER).as(who).id(of.id().text()).json(body).by(handler);
  }
}
