package dev.tidegate.functions.driftcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.aws.FakeLambda;
import dev.tidegate.adapters.lambda.event.Correction;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.drift.StrayRemoval;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

class LambdaDriftDispatcherTest {
  private static final GrantId GRANT = new GrantId("g-0000000000000001");
  private static final StrayRemoval REMOVAL =
      new StrayRemoval(
          "a-run-of-tests", "222222222222", "ci", "Tidegate-" + GRANT, Optional.of(GRANT));

  private final FakeLambda lambda = new FakeLambda();
  private final LambdaDriftDispatcher handover =
      new LambdaDriftDispatcher(lambda, "t-end", "t-audit");

  @Test
  void eachIsQueuedAndReadBackAsItWas() {
    handover.remove(REMOVAL);
    handover.end(GRANT);
    handover.putBack("a-run-of-tests", GRANT);
    handover.goOn("a-run-of-tests");

    assertThat(lambda.calls)
        .extracting(InvokeRequest::functionName)
        .containsExactly("t-end", "t-end", "t-end", "t-audit");
    assertThat(lambda.calls).allMatch(call -> call.invocationType().equals(InvocationType.EVENT));
    assertThat(Correction.read(sent(0))).contains(new Correction.Remove(REMOVAL));
    assertThat(sent(1)).isEqualTo(Json.object().put("grantId", GRANT.text()).build());
    assertThat(Correction.read(sent(1))).isEmpty();
    assertThat(Correction.read(sent(2))).contains(new Correction.PutBack("a-run-of-tests", GRANT));
    assertThat(sent(3)).isEqualTo(Json.object().put("run", "a-run-of-tests").build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"remove\":{}}",
        "{\"remove\":{\"run\":\"a-run-of-tests\",\"account\":\"1\",\"role\":\"r\",\"policy\":\"p\"}}",
        "{\"remove\":{\"run\":\"a"
            + " b\",\"account\":\"222222222222\",\"role\":\"r\",\"policy\":\"p\"}}",
        "{\"putBack\":{\"run\":\"a-run-of-tests\",\"grantId\":\"x\"}}"
      })
  void aMessageThatIsNotAsItMustBeIsRefused(String text) {
    assertThatThrownBy(() -> Correction.read(read(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "status {0} is {1}")
  @CsvSource({"200, BROKEN", "403, DENIED", "404, BROKEN", "429, BUSY", "500, BUSY"})
  void whatWasNotQueuedIsAFault(int status, Fault.Kind kind) {
    lambda.status = status;

    assertThatThrownBy(() -> handover.end(GRANT))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("t-end")
        .hasMessageContaining(Integer.toString(status))
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(kind);
  }

  private Json sent(int number) {
    return read(lambda.calls.get(number).payload().asUtf8String());
  }

  private static Json read(String text) {
    return JsonReader.EVENT.object(text.getBytes(StandardCharsets.UTF_8));
  }
}
