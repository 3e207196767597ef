package dev.tidegate.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

class LambdaInvokerTest {
  private final FakeLambda lambda = new FakeLambda();
  private final LambdaInvoker invoker = new LambdaInvoker(lambda);

  @Test
  void anEventIsQueued() {
    invoker.queue("t-end", "{}", "for g-1");

    InvokeRequest call = lambda.calls.getFirst();
    assertThat(call.functionName()).isEqualTo("t-end");
    assertThat(call.invocationType()).isEqualTo(InvocationType.EVENT);
    assertThat(call.payload().asUtf8String()).isEqualTo("{}");
  }

  @ParameterizedTest(name = "status {0} is {1}")
  @CsvSource({"200, BROKEN", "403, DENIED", "404, BROKEN", "429, BUSY", "500, BUSY"})
  void anEventThatWasNotQueuedIsAFault(int status, Fault.Kind kind) {
    lambda.status = status;

    assertThatThrownBy(() -> invoker.queue("t-end", "{}", "for g-1"))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("lambda:Invoke t-end for g-1: ")
        .hasMessageContaining("status " + status)
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(kind);
  }

  @Test
  void anAnswerIsWaitedFor() {
    lambda.status = 200;
    lambda.answer = "{\"statusCode\":204}";

    assertThat(invoker.answer("t-sessions", "{}", "")).asString().isEqualTo("{\"statusCode\":204}");
    assertThat(lambda.calls.getFirst().invocationType()).isNull();
  }

  @ParameterizedTest(name = "status {0} is {1}")
  @CsvSource({"403, DENIED", "404, BROKEN", "429, BUSY", "500, BUSY"})
  void anAnswerThatDidNotComeIsAFault(int status, Fault.Kind kind) {
    lambda.status = status;

    assertThatThrownBy(() -> invoker.answer("t-sessions", "{}", "to probe g-1"))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("lambda:Invoke t-sessions to probe g-1: ")
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(kind);
  }

  @Test
  void aFunctionThatFailsIsBusy() {
    lambda.status = 200;
    lambda.error = "Unhandled";

    assertThatThrownBy(() -> invoker.answer("t-sessions", "{}", ""))
        .isInstanceOf(Fault.class)
        .hasMessage("lambda:Invoke t-sessions: Unhandled")
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.BUSY);
  }

  @Test
  void withoutAnAnswerOfLambdaBothAreBusy() {
    LambdaInvoker cutOff =
        new LambdaInvoker(
            new FakeLambda() {
              @Override
              public InvokeResponse invoke(InvokeRequest request) {
                throw SdkClientException.create("no route");
              }
            });

    assertThatThrownBy(() -> cutOff.queue("t-end", "{}", "for g-1"))
        .hasMessage("lambda:Invoke t-end for g-1: no answer from AWS");
    assertThatThrownBy(() -> cutOff.answer("t-sessions", "{}", ""))
        .hasMessage("lambda:Invoke t-sessions: no answer from AWS");
  }
}
