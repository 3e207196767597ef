package dev.tidegate.functions.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Samples;
import dev.tidegate.wire.api.ProblemCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendTest {
  private static final String GRANT = "g-" + Samples.id(77).suffix();

  private final Requests requests = new Requests();

  @BeforeEach
  void aliceHasAnActiveGrant() {
    CaseScenario.active(Samples.id(77)).in(requests.store);
    requests.now = Samples.T0.plus(Duration.ofMinutes(10));
  }

  @Test
  void moreIsANewRequestThatBeginsWhenTheGrantEnds() {
    Answered answered = requests.submit(Samples.ALICE, more()).expect(201);

    assertThat(answered.text("state")).isEqualTo("Pending");
    assertThat(answered.text("continues")).isEqualTo(GRANT);
    assertThat(answered.text("startsAt")).isEqualTo("2026-03-01T11:01:00Z");
    assertThat(answered.text("entitlement")).isEqualTo("orders-table-read");
    assertThat(answered.text("parameters.table")).isEqualTo("orders");
    assertThat(answered.text("ticket")).isEqualTo("OPS-123");
    assertThat(requests.explain(Samples.ALICE, more()).expect(200).text("until"))
        .isEqualTo("2026-03-01T11:31:00Z");
  }

  @Test
  void moreThanTheLongestOfAllTogetherIsRefused() {
    requests
        .submit(Samples.ALICE, with("duration", "3h1m"))
        .problem(ProblemCode.REFUSED)
        .error(
            "duration",
            "at most 4h together with what it continues, which takes 1h",
            "change it, or ask for something else");
    requests.submit(Samples.ALICE, with("duration", "3h")).expect(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"entitlement", "parameters", "startsAt", "breakGlass"})
  void whatIsAsBeforeIsNotSaidAgain(String field) {
    requests
        .submit(Samples.ALICE, with(field, "anything"))
        .problem(ProblemCode.INVALID_FIELD)
        .error(field, "nothing beside continues", "leave it out: it is that of the grant");
    assertThat(requests.wire.calls()).isEmpty();
    requests.submit(Samples.ALICE, with("use", "hotfix")).expect(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "r-0000000000000001", "g-1"})
  void whatIsNoGrantsIdIsNamed(String id) {
    requests
        .submit(Samples.ALICE, with("continues", id))
        .problem(ProblemCode.INVALID_FIELD)
        .error("continues", "the id of a grant, g-...", "correct the value");
    requests.submit(Samples.ALICE, more()).expect(201);
  }

  @Test
  void somebodyElsesGrantIsNotExtended() {
    requests
        .submit(Samples.BOB, more())
        .problem(ProblemCode.NOT_YOURS)
        .error("continues", "a grant of your own", "submit a request of your own");
    requests.submit(Samples.DAVE, more()).problem(ProblemCode.NOT_FOUND);
    requests.submit(Samples.ALICE, more()).expect(201);
  }

  @Test
  void aGrantThatIsOverIsNotExtended() {
    requests.now = Samples.T0.plus(Duration.ofHours(2));

    requests
        .submit(Samples.ALICE, more())
        .problem(ProblemCode.WRONG_STATE)
        .error(
            "continues",
            "a grant that is Active, and was extended fewer than 20 times",
            "submit a new request if you still need access");
    requests.explain(Samples.ALICE, more()).problem(ProblemCode.WRONG_STATE);
  }

  private static Map<String, Object> more() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("continues", GRANT);
    body.put("duration", "30m");
    body.put("reason", "not done yet");
    return body;
  }

  private static Map<String, Object> with(String field, Object value) {
    Map<String, Object> body = more();
    body.put(field, value);
    return body;
  }
}
