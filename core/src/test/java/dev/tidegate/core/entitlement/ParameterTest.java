package dev.tidegate.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {
  private static final Parameter ANYTHING = pattern("(?s).*");

  /// The pattern lets everything through: what is refused here is refused whatever a policy says.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "orders*",
        "?",
        "order?",
        "$",
        "${aws:username}",
        "${table}",
        "\"",
        "'",
        "\\",
        "a b",
        "a\tb",
        "a\nb",
        "a\u0000b",
        "a\u0085b",
        "a\u00a0b",
        "a\u2028b",
        "\u20ac",
        "\ud83d\ude00",
        "\uff0a"
      })
  void neverTakesWhatWidensAResourceOrBreaksADocument(String value) {
    assertThat(ANYTHING.objection(value))
        .contains(
            "1 to 256 characters of Latin-1 without white space, quotes, '*', '?', '$' or '\\'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "orders-2026", "a/b", "a:b", "Zo\u00eb", "{x}", "~"})
  void takesWhatIsHarmless(String value) {
    assertThat(ANYTHING.objection(value)).isEmpty();
  }

  @Test
  void takes256CharactersAndNoMore() {
    assertThat(ANYTHING.objection("x".repeat(256))).isEmpty();
    assertThat(ANYTHING.objection("x".repeat(257))).isPresent();
  }

  @Test
  void matchesItsPatternAsAWhole() {
    Parameter orders = pattern("orders|invoices");

    assertThat(orders.objection("orders")).isEmpty();
    assertThat(orders.objection("orders-archive")).contains("a value that matches orders|invoices");
    assertThat(orders.objection("my-orders")).isPresent();
  }

  @Test
  void isOneOfItsChoices() {
    Parameter choice =
        new Parameter(
            new Name("table"),
            "",
            Optional.empty(),
            List.of("orders", "payments"),
            Optional.empty());

    assertThat(choice.objection("payments")).isEmpty();
    assertThat(choice.objection("Payments")).contains("one of orders, payments");
  }

  private static Parameter pattern(String pattern) {
    return new Parameter(
        new Name("table"), "", Optional.of(Pattern.compile(pattern)), List.of(), Optional.empty());
  }
}
