package dev.tidegate.functions.sweepgrants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.aws.FakeLambda;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

class LambdaGrantDispatcherTest {
  private static final GrantId GRANT = new GrantId("g-0000000000000001");

  private final FakeLambda lambda = new FakeLambda();
  private final LambdaGrantDispatcher handover =
      new LambdaGrantDispatcher(lambda, "t-start", "t-end");

  @Test
  void eachFunctionIsInvokedAsynchronouslyWithTheGrant() {
    handover.start(GRANT);
    handover.end(GRANT);

    assertThat(lambda.calls.stream().map(InvokeRequest::functionName))
        .containsExactly("t-start", "t-end");
    assertThat(lambda.calls)
        .allSatisfy(
            call -> {
              assertThat(call.invocationType()).isEqualTo(InvocationType.EVENT);
              assertThat(call.payload().asUtf8String())
                  .isEqualTo("{\"grantId\":\"g-0000000000000001\"}");
            });
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
}
