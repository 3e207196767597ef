package dev.tidegate.functions.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.aws.FakeLambda;
import dev.tidegate.adapters.lambda.Trees;
import dev.tidegate.adapters.lambda.event.AskedCheck;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

class LambdaCheckStarterTest {
  private final FakeLambda lambda = new FakeLambda();
  private final LambdaCheckStarter starter = new LambdaCheckStarter(lambda, "t-audit");

  @Test
  void auditIsToldWhichCheckAndWhoAskedForIt() {
    starter.start("asked-1234567890123456", Samples.SAM.actor());

    InvokeRequest call = lambda.calls.getFirst();
    assertThat(call.functionName()).isEqualTo("t-audit");
    assertThat(call.invocationType()).isEqualTo(InvocationType.EVENT);
    Json event =
        JsonReader.EVENT.object(call.payload().asUtf8String().getBytes(StandardCharsets.UTF_8));
    assertThat(AskedCheck.read(event))
        .contains(new AskedCheck("asked-1234567890123456", Samples.SAM.actor()));
    assertThat(AskedCheck.read(Trees.json(Map.of("run", "asked-1234567890123456")))).isEmpty();
    assertThatThrownBy(() -> AskedCheck.read(Trees.json(Map.of("run", "x", "askedBy", Map.of()))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "status {0} is {1}")
  @CsvSource({"200, BROKEN", "403, DENIED", "404, BROKEN", "429, BUSY", "500, BUSY"})
  void whatWasNotQueuedIsAFault(int status, Fault.Kind kind) {
    lambda.status = status;

    assertThatThrownBy(() -> starter.start("asked-1234567890123456", Samples.SAM.actor()))
        .isInstanceOf(Fault.class)
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(kind);
  }
}
