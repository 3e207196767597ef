package dev.tidegate.adapters.lambda.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @Test
  void whatIsWrittenIsReadAgain() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("text", "\"quoted\"\n\u0001 Zoë 🌊");
    tree.put("list", Arrays.asList(1L, null, true, new BigDecimal("1.50"), List.of(), Map.of()));
    tree.put("big", new BigDecimal("123456789012345678901"));

    assertThat(Json.readOwn(bytes(Json.write(tree)))).isEqualTo(tree);
  }

  @Test
  void whatIsAbsentIsLeftOut() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("a", Optional.empty());
    tree.put("b", Optional.of("here"));
    assertThat(Json.write(tree)).isEqualTo("{\"b\":\"here\"}");
  }

  @Test
  void aValueOfAnotherTypeIsNotGuessedAt() {
    assertThatThrownBy(() -> Json.write(Map.of("a", new Object())))
        .hasMessage("JSON has no form for java.lang.Object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                     | the text is empty              | 1 | 1",
        "'{\"a\":1,\"a\":2}'    | a key is there twice           | 1 | 11",
        "'{\"a\":{\"b\":1,\"b\":2}}' | a key is there twice      | 1 | 16",
        "'{\"a\":1} x'          | this is not JSON               | 1 | 9",
        "'{\"a\":1}{}'          | something follows the value    | 1 | 8",
        "'{\"a\":'              | this is not JSON               | 1 | 6",
        "'{a:1}'                | this is not JSON               | 1 | 2",
        "'{\"a\":NaN}'          | this is not JSON               | 1 | 9",
        "'{\"a\":01}'           | this is not JSON               | 1 | 7",
        "'// x'                 | this is not JSON               | 1 | 1",
      })
  void whatIsNotStrictlyJsonIsMalformed(String text, String what, int line, int column) {
    assertThat(Json.read(bytes(text))).isEqualTo(new Json.Parsed.Malformed(what, line, column));
  }

  @Test
  void sixteenLevelsAreReadAndNoMore() {
    assertThat(Json.read(bytes("[".repeat(16) + "]".repeat(16))))
        .isInstanceOf(Json.Parsed.Value.class);
    assertThat(Json.read(bytes("[".repeat(17) + "]".repeat(17))))
        .isInstanceOf(Json.Parsed.Malformed.class);
    assertThat(Json.read(bytes("[".repeat(60_000)))).isInstanceOf(Json.Parsed.Malformed.class);
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    assertThat(Json.read(new byte[] {'"', (byte) 0xc3, '"'}))
        .isEqualTo(new Json.Parsed.Malformed("the text is not UTF-8", 1, 1));
  }

  @Test
  void nothingOfTheTextIsQuoted() {
    assertThat(Json.read(bytes("{\"token\": secret-token}")).toString()).doesNotContain("secret");
  }

  @Test
  void anEventMayBeDeeperThanWhatPeopleSend() {
    String deep = "{\"a\":".repeat(90) + "1" + "}".repeat(90);

    assertThat(Json.readEvent(bytes(deep))).containsKey("a");
    assertThat(Json.read(bytes(deep))).isInstanceOf(Json.Parsed.Malformed.class);
    assertThatThrownBy(() -> Json.readEvent(bytes("[".repeat(200))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.readEvent(bytes("[]")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
