package dev.tidegate.adapters.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvTest {
  @Test
  void aMissingVariableIsNamed() {
    assertThatThrownBy(() -> new Env(Map.of("OTHER", "x")).required("TIDEGATE_TABLE"))
        .hasMessage("the environment variable TIDEGATE_TABLE is not set");
    assertThat(new Env(Map.of("TIDEGATE_TABLE", "t")).required("TIDEGATE_TABLE")).isEqualTo("t");
  }

  @Test
  void anEmptyVariableIsAsMissing() {
    assertThatThrownBy(() -> new Env(Map.of("A", "")).required("A")).hasMessageContaining("A");
    assertThat(new Env(Map.of("A", " ")).optional("A")).isEmpty();
    assertThat(new Env(Map.of("A", "x")).optional("A")).contains("x");
  }

  @Test
  void valuesAreNotPrinted() {
    assertThat(new Env(Map.of("AWS_SECRET_ACCESS_KEY", "hush")).toString())
        .contains("AWS_SECRET_ACCESS_KEY")
        .doesNotContain("hush");
  }
}
