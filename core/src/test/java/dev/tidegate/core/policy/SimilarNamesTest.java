package dev.tidegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Name;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarNamesTest {
  private static final List<Name> KNOWN =
      Stream.of("orders-table-read", "orders-table-write", "ci-deploy-hotfix", "logs", "db.read")
          .map(Name::new)
          .toList();

  @ParameterizedTest
  @CsvSource({
    "orders-tabel-read, orders-table-read",
    "order-table-read, orders-table-read",
    "ORDERS-TABLE-READ, orders-table-read",
    "orders-read, orders-table-read",
    "hotfix, ci-deploy-hotfix",
    "lgos, logs",
    "read-db, db.read",
  })
  void aSlipIsCloseToWhatWasMeant(String typed, String meant) {
    assertThat(SimilarNames.to(typed, KNOWN)).first().isEqualTo(new Name(meant));
  }

  @ParameterizedTest
  @CsvSource({"payments", "x", "'-'", "''"})
  void whatIsFarFromEverythingIsCloseToNothing(String typed) {
    assertThat(SimilarNames.to(typed, KNOWN)).isEmpty();
    assertThat(SimilarNames.question(typed, KNOWN)).isEmpty();
  }

  @Test
  void theClosestComesFirstAndNoMoreThanThree() {
    List<Name> many =
        Stream.of("orders-1", "orders-2", "orders-3", "orders-44").map(Name::new).toList();

    assertThat(SimilarNames.to("orders-4", many))
        .containsExactly(new Name("orders-1"), new Name("orders-2"), new Name("orders-3"))
        .hasSize(SimilarNames.MOST);
    assertThat(SimilarNames.question("orders-44x", many)).isEqualTo("; did you mean orders-44?");
  }
}
