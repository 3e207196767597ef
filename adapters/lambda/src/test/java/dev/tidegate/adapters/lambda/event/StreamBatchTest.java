package dev.tidegate.adapters.lambda.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.http.TestContext;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamBatchTest {
  private final Captured out = new Captured();
  private final Log log = Log.to(out.stream(), "test");
  private final List<String> done = new ArrayList<>();

  @Test
  void oneThatFailsIsReportedAndTheOnesAfterItAreHandled() {
    List<String> failed = run(28_000, "a", "poison", "c");

    assertThat(failed).containsExactly("poison");
    assertThat(done).containsExactly("a", "c");
    assertThat(out.lines())
        .singleElement()
        .satisfies(line -> assertThat(line).containsEntry("record", "poison"));
  }

  @Test
  void whatThereIsNoTimeForIsReportedUnhandled() {
    assertThat(run(19_999, "a", "b")).containsExactly("a", "b");
    assertThat(done).isEmpty();
  }

  @Test
  void theAnswerIsWhatLambdaReads() {
    assertThat(StreamBatch.answer(List.of("1", "2")))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"},{\"itemIdentifier\":\"2\"}]}");
    assertThat(StreamBatch.answer(List.of())).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void aGrantSEventIsReadAsItWasWritten() {
    GrantId grant = new GrantId("g-0000000000000001");

    assertThat(GrantEvent.read(event(GrantEvent.write(grant)))).isEqualTo(grant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"grantId\":1}", "{\"grantId\":null}", "{\"grantId\":\"x\"}"})
  void anotherEventIsSaidToBeNone(String text) {
    assertThatThrownBy(() -> GrantEvent.read(event(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grantId");
  }

  private List<String> run(int remaining, String... records) {
    return StreamBatch.run(
        List.of(records),
        one -> one,
        one -> {
          if (one.equals("poison")) {
            throw new Fault(Fault.Kind.BROKEN, "cannot be read");
          }
          done.add(one);
        },
        new TestContext(remaining),
        log);
  }

  private static Json event(String text) {
    return JsonReader.EVENT.object(text.getBytes(StandardCharsets.UTF_8));
  }
}
