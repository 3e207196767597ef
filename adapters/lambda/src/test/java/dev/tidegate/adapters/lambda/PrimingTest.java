package dev.tidegate.adapters.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimingTest {
  private final Captured out = new Captured();
  private final List<String> ran = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"snap-start", "provisioned-concurrency"})
  void whatIsPreparedAheadIsPrimed(String type) {
    run(type);
    assertThat(ran).containsExactly("first", "second");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on-demand", ""})
  void whatStartsOnDemandIsNot(String type) {
    run(type);
    assertThat(ran).isEmpty();
  }

  @Test
  void aStepThatFailsIsLoggedAndStopsNothing() {
    run("snap-start");
    assertThat(out.lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .containsEntry("level", "WARN")
                    .containsEntry("message", "priming failed"));
  }

  private void run(String type) {
    Priming.run(
        new Env(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type)),
        Log.to(out.stream(), "test"),
        List.of(
            Priming::json,
            () -> ran.add("first"),
            () -> {
              throw new IllegalStateException();
            },
            () -> ran.add("second")));
  }
}
