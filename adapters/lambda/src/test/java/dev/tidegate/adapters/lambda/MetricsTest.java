package dev.tidegate.adapters.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void aMetricIsOneLineOfTheEmbeddedFormat() {
    Captured out = new Captured();

    Metrics.to(out.stream(), "sessions")
        .put(Metrics.Metric.SESSIONS_ISSUED, 1, Instant.ofEpochMilli(1_767_225_600_123L));

    assertThat(out.lines())
        .isEqualTo(
            List.of(
                Map.of(
                    "_aws",
                    Map.of(
                        "Timestamp",
                        1_767_225_600_123L,
                        "CloudWatchMetrics",
                        List.of(
                            Map.of(
                                "Namespace",
                                "Tidegate",
                                "Dimensions",
                                List.of(List.of("Function")),
                                "Metrics",
                                List.of(Map.of("Name", "SessionsIssued", "Unit", "Count"))))),
                    "Function",
                    "sessions",
                    "SessionsIssued",
                    new java.math.BigDecimal("1.0"))));
  }

  @Test
  void theFunctionIsTheDeployedOneSoThatTwoStacksDoNotAddUp() {
    Env deployed = new Env(Map.of("AWS_LAMBDA_FUNCTION_NAME", "staging-sessions"));

    assertThat(Metrics.deployed(deployed, "sessions")).isEqualTo("staging-sessions");
    assertThat(Metrics.deployed(new Env(Map.of()), "sessions")).isEqualTo("sessions");
  }
}
