package dev.tidegate.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void whatIsWrittenIsReadAgain() {
    Json tree =
        Json.object()
            .put("text", "\"quoted\"\n\u0001 Zoë 🌊")
            .array(
                "list",
                List.of(
                    new Json.Num("1"),
                    new Json.Nil(),
                    new Json.Bool(true),
                    new Json.Num("1.50"),
                    Json.strings(List.of()),
                    Json.strings(Map.of())))
            .put("big", new Json.Num("123456789012345678901"))
            .build();

    assertThat(JsonReader.BODY.object(bytes(JsonWriter.compact(tree)))).isEqualTo(tree);
    assertThat(JsonReader.ANSWER.tree(JsonWriter.pretty(tree))).contains(tree);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "1.50", "1.50e3", "-1E-400", "12345678901234567890123456789012"})
  void aNumberComesBackInItsOwnDigits(String digits) {
    assertThat(JsonReader.BODY.tree("[" + digits + "]").map(JsonWriter::compact))
        .contains("[" + digits + "]");
    assertThat(new Json.Num(digits).exact()).isEqualTo(new BigDecimal(digits));
    assertThat(JsonReader.BODY.tree("[" + digits + "9".repeat(32) + "]")).isEmpty();
  }

  @Test
  void whatIsAbsentIsLeftOut() {
    assertThat(
            JsonWriter.compact(
                Json.object().put("a", Optional.empty()).put("b", Optional.of("here")).build()))
        .isEqualTo("{\"b\":\"here\"}");
  }

  @Test
  void aNumberThatJsonHasNoFormForIsNotGuessedAt() {
    assertThatThrownBy(() -> Json.object().put("a", Double.NaN))
        .hasMessage("JSON has no form for NaN");
    assertThat(JsonWriter.compact(Json.object().put("a", 1.5).put("b", 2).build()))
        .isEqualTo("{\"a\":1.5,\"b\":2}");
  }

  @Test
  void halfOfASurrogatePairIsNeverWritten() {
    assertThat(JsonWriter.compact(Json.object().put("x\ud83d", "a\ude80 \ud83d\ude80").build()))
        .isEqualTo("{\"x\ufffd\":\"a\ufffd \ud83d\ude80\"}");
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
    assertThat(JsonReader.BODY.read(bytes(text)))
        .isEqualTo(new JsonReader.Result.Malformed(what, line, column));
    for (JsonReader reader : List.of(JsonReader.EVENT, JsonReader.ANSWER, JsonReader.UNTRUSTED)) {
      assertThat(reader.tree(text)).isEmpty();
    }
  }

  @Test
  void sixteenLevelsAreReadAndNoMore() {
    assertThat(JsonReader.BODY.read(bytes("[".repeat(16) + "]".repeat(16))))
        .isInstanceOf(JsonReader.Result.Value.class);
    assertThat(JsonReader.BODY.read(bytes("[".repeat(17) + "]".repeat(17))))
        .isInstanceOf(JsonReader.Result.Malformed.class);
    assertThat(JsonReader.BODY.read(bytes("[".repeat(60_000))))
        .isInstanceOf(JsonReader.Result.Malformed.class);
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    assertThat(JsonReader.BODY.read(new byte[] {'"', (byte) 0xc3, '"'}))
        .isEqualTo(new JsonReader.Result.Malformed("the text is not UTF-8", 1, 1));
  }

  @Test
  void nothingOfTheTextIsQuoted() {
    assertThat(JsonReader.BODY.read(bytes("{\"token\": secret-token}")).toString())
        .doesNotContain("secret");
  }

  @Test
  void anEventMayBeDeeperThanWhatPeopleSend() {
    String deep = "{\"a\":".repeat(90) + "1" + "}".repeat(90);

    assertThat(JsonReader.EVENT.object(bytes(deep)).entries()).containsKey("a");
    assertThat(JsonReader.BODY.read(bytes(deep))).isInstanceOf(JsonReader.Result.Malformed.class);
    assertThatThrownBy(() -> JsonReader.EVENT.object(bytes("[".repeat(200))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonReader.EVENT.object(bytes("[]")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofATextThatNobodyVouchesForSoManyTokensAreReadAndNoMore() {
    String most = "[" + "1,".repeat(JsonReader.MOST_TOKENS - 3) + "1]";

    assertThat(JsonReader.UNTRUSTED.tree(most)).isPresent();
    assertThat(JsonReader.UNTRUSTED.tree(most.replaceFirst("1", "1,1"))).isEmpty();
    assertThat(JsonReader.ANSWER.tree(most.replaceFirst("1", "1,1"))).isPresent();
  }

  @Test
  void aFieldOfAnotherKindIsNotThere() {
    Json json =
        JsonReader.BODY.object(
            bytes("{\"n\":7,\"s\":\"7\",\"x\":null,\"l\":[\"a\",1],\"t\":true}"));

    assertThat(json.text("n")).contains("7");
    assertThat(json.string("n")).isEmpty();
    assertThat(json.string("s")).contains("7");
    assertThat(json.number("s")).contains(7L);
    assertThat(json.number("t")).isEmpty();
    assertThat(json.at("x")).isEmpty();
    assertThat(json.at("absent")).isEmpty();
    assertThat(json.texts("l")).containsExactly("a", "1");
    assertThat(json.list("s")).isEmpty();
    assertThat(json.is("t")).isTrue();
    assertThat(json.is("s")).isFalse();
  }

  @Test
  void whatWasMadeDoesNotChange() {
    Json.Builder builder = Json.object().put("a", 1);
    Json made = builder.build();
    builder.put("a", 2).put("b", 3);

    assertThat(JsonWriter.compact(made)).isEqualTo("{\"a\":1}");
    assertThat(JsonWriter.compact(Json.object().putAll(made).put("a", 4).build()))
        .isEqualTo("{\"a\":4}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
