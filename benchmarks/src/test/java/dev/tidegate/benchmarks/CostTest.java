package dev.tidegate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
  private static final Cost.Price PRICE =
      new Cost.Price("p", new BigDecimal("0.20"), new BigDecimal("1000000"), "things", "today");

  @ParameterizedTest
  @CsvSource({"4,4", "1 + 2 * 3,7", "2 * 0.5 + 3 * 4 * 0.25,4", "0.1 + 0.2,0.3"})
  void anAmountIsASumOfProducts(String amount, String value) {
    assertThat(Cost.value(amount)).isEqualByComparingTo(value);
  }

  @Test
  void aUseCostsItsAmountTimesItsPrice() {
    Cost.Use use = new Cost.Use("grant", "Things", "p", "2 + 3 * 10", "counted");
    Cost.Use other = new Cost.Use("month", "Things", "p", "1000000", "counted");
    Cost cost = new Cost(List.of(PRICE), List.of(use, use, other));
    assertThat(cost.dollars(use, 1000)).isEqualByComparingTo("0.0064");
    assertThat(cost.total("grant", 1000)).isEqualByComparingTo("0.0128");
    assertThat(cost.total("month", 1)).isEqualByComparingTo("0.2");
    assertThat(cost.tables())
        .contains("| Things | counted | 1,000 × (2 + 3 × 10) × 0.20 / 1,000,000 | 0.0064 |")
        .contains("| **together** |  |  | **0.0128** |");
  }

  @Test
  void whatHasNoPriceIsNotFree() {
    Cost.Use use = new Cost.Use("grant", "Things", "q", "1", "counted");
    Cost cost = new Cost(List.of(PRICE), List.of(use));
    assertThatThrownBy(() -> cost.total("grant", 1)).hasMessageContaining("no price for Things");
  }

  @Test
  void thePageHasTheTablesThatThisGives() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(Cost.read(Path.of("cost")).tables());
  }
}
