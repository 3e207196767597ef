package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.wire.api.ProblemCode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Problem problem =
        bad("{\"name\":7,\"note\":null,\"who\":\"me\",\"map\":{\"a\":1,\"!\":\"x\"}}");

    assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_FIELD);
    assertThat(problem.detail()).isEqualTo("Not as expected: who, size, name, note, map.a, map.!.");
    assertThat(problem.errors())
        .containsExactly(
            new FieldError("who", "one of name, note, size, map", "leave it out"),
            new FieldError("size", "a size", "add the field"),
            new FieldError("name", "a name", "correct the value"),
            new FieldError("note", "a note", "correct the value"),
            new FieldError("map.a", "a text", "put the value in quotes"),
            new FieldError("map.!", "a letter", "correct the name"));
  }

  @Test
  void whatIsRightIsRead() {
    assertThat(read("{\"name\":\"n\",\"size\":\"s\",\"map\":{\"a\":\"1\"}}"))
        .isEqualTo(new Parsed.Ok<>("n s {a=1}"));
  }

  @Test
  void theGravestGivesTheCode() {
    assertThat(bad("{\"name\":\"n\"}").code()).isEqualTo(ProblemCode.MISSING_FIELD);
    assertThat(bad("{\"name\":1,\"size\":\"s\"}").code()).isEqualTo(ProblemCode.INVALID_FIELD);
    assertThat(bad("{\"name\":1}").code()).isEqualTo(ProblemCode.MISSING_FIELD);
  }

  @Test
  void halfACharacterIsNotText() {
    assertThat(bad("{\"name\":\"\\ud83c\",\"size\":\"s\"}").errors().getFirst().field())
        .isEqualTo("name");
    assertThat(read("{\"name\":\"\\ud83c\\udf0a\",\"size\":\"s\"}")).isInstanceOf(Parsed.Ok.class);
  }

  @Test
  void aLongUnknownNameIsCutInTheAnswer() {
    assertThat(
            bad("{\"" + "x".repeat(5000) + "\":1,\"name\":\"n\",\"size\":\"s\"}")
                .errors()
                .getFirst()
                .field())
        .isEqualTo("x".repeat(64) + "...");
  }

  @Test
  void whatIsNoObjectIsMalformed() {
    assertThat(bad("[]").detail()).isEqualTo("The body cannot be read: it is not an object.");
    assertThat(bad("").detail())
        .isEqualTo("The body cannot be read: the text is empty (line 1, column 1).");
    assertThat(bad("{\"name\":\"n\",\"name\":\"m\"}").detail())
        .isEqualTo("The body cannot be read: a key is there twice (line 1, column 19).");
  }

  @Test
  void sixtyFourKilobytesAreReadAndNoMore() {
    String rest = "{\"name\":\"n\",\"size\":\"s\"}";
    String most = " ".repeat(Body.MOST_BYTES - rest.length()) + rest;
    assertThat(read(most)).isInstanceOf(Parsed.Ok.class);

    Problem problem = bad(" " + most);

    assertThat(problem.code()).isEqualTo(ProblemCode.TOO_LARGE);
    assertThat(problem.errors())
        .containsExactly(new FieldError("body", "at most 65536 bytes", "send less"));
  }

  @Test
  void bytesAreCountedNotCharacters() {
    String wide = "{\"name\":\"" + "ö".repeat(40_000) + "\",\"size\":\"s\"}";
    assertThat(bad(wide).code()).isEqualTo(ProblemCode.TOO_LARGE);
  }

  @Test
  void base64IsReadAndChecked() {
    String json = "{\"name\":\"n\",\"size\":\"s\"}";
    String encoded =
        Base64.getEncoder().encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String large = Base64.getEncoder().encodeToString(new byte[Body.MOST_BYTES + 1]);

    assertThat(JsonBodyTest.read(new Body(encoded, true))).isInstanceOf(Parsed.Ok.class);
    assertThatThrownBy(() -> read(new Body("%%%", true)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(bad(new Body(large, true)).code()).isEqualTo(ProblemCode.TOO_LARGE);
  }

  @Test
  void halfOfASurrogatePairIsRefusedWithItsFieldAndShownToNobody() {
    Problem value = bad("{\"name\":\"a\\ud83d\",\"size\":\"s\"}");
    assertThat(value.errors()).extracting(FieldError::field).containsExactly("name");
    assertThat(read("{\"name\":\"a\\ud83d\\ude80\",\"size\":\"s\"}")).isInstanceOf(Parsed.Ok.class);

    Problem name = bad("{\"name\":\"n\",\"size\":\"s\",\"x\\ud83d\":\"y\"}");
    assertThat(name.code()).isEqualTo(ProblemCode.MALFORMED_JSON);
    assertThat(
            Problem.of(ProblemCode.UNKNOWN_FIELD, "x", new FieldError("x\ud83d", "y", "z"))
                .reply()
                .body())
        .contains("\"field\":\"x\ufffd\"");
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() {
    String json = "{\"name\":\"n\",\"size\":\"s\"}";
    for (String type :
        List.of(
            "application/json", "Application/JSON; charset=\"UTF-8\"", "application/json;x=y")) {
      assertThat(read(new Body(json, false, Optional.of(type)))).isInstanceOf(Parsed.Ok.class);
    }
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json; charset=latin1")) {
      Problem problem = bad(new Body(json, false, Optional.of(type)));
      assertThat(problem.code()).isEqualTo(ProblemCode.UNSUPPORTED_TYPE);
      assertThat(problem.errors())
          .containsExactly(
              new FieldError(
                  "Content-Type",
                  "application/json, in UTF-8",
                  "send the header Content-Type: application/json"));
    }
    assertThat(JsonBody.none(new Body("", false, Optional.of("text/plain"))))
        .isInstanceOf(Parsed.Ok.class);
  }

  @Test
  void aCallThatNeedsNoBodyTakesNoneOrAnEmptyObject() {
    assertThat(JsonBody.none(Body.NONE)).isInstanceOf(Parsed.Ok.class);
    assertThat(JsonBody.none(new Body("{}", false))).isInstanceOf(Parsed.Ok.class);
    assertThat(JsonBody.none(new Body("{\"requester\":\"x\"}", false)))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad ->
                assertThat(bad.problem().errors())
                    .containsExactly(new FieldError("requester", "no fields", "leave it out")));
  }

  private static Problem bad(String json) {
    return bad(new Body(json, false));
  }

  private static Problem bad(Body body) {
    Parsed<String> parsed = read(body);
    if (parsed instanceof Parsed.Bad<String>(Problem problem)) {
      return problem;
    }
    throw new AssertionError(parsed);
  }

  private static Parsed<String> read(String json) {
    return read(new Body(json, false));
  }

  private static Parsed<String> read(Body body) {
    return JsonBody.of(body)
        .then(
            fields -> {
              Optional<String> name = fields.required("name", "a name", Optional::of);
              Optional<String> _ = fields.optional("note", "a note", Optional::of);
              Optional<String> size = fields.required("size", "a size", Optional::of);
              Object map =
                  fields.texts(
                      "map",
                      "a letter",
                      key -> key.matches("[a-z]") ? Optional.of(key) : Optional.empty());
              return fields.finish(() -> name.orElseThrow() + " " + size.orElseThrow() + " " + map);
            });
  }
}
