package dev.tidegate.wire.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemDocumentTest {
  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void whatIsWrittenIsRead(ProblemCode code) {
    ProblemDocument written =
        new ProblemDocument(
            new ProblemDocument.Known(code),
            code.status(),
            code.title(),
            Optional.of("Why it is so."),
            List.of(new ProblemDocument.Finding("use", "one of ours", "change it")),
            Map.of("decision", Json.object().put("outcome", "Refused").build()));

    String text = JsonWriter.compact(written.json());

    assertThat(text)
        .startsWith("{\"type\":\"urn:tidegate:problem:" + code.word() + "\",\"title\":");
    assertThat(ProblemDocument.read(JsonReader.ANSWER.tree(text).orElseThrow(), code.status()))
        .contains(written);
  }

  @Test
  void aCodeOfANewerServerIsKeptAsItsWord() {
    Json json = JsonReader.ANSWER.tree("{\"code\":\"too-early\",\"errors\":[{}]}").orElseThrow();

    ProblemDocument read = ProblemDocument.read(json, 425).orElseThrow();

    assertThat(read.code()).isEqualTo(new ProblemDocument.Unknown("too-early"));
    assertThat(read.code().known()).isEmpty();
    assertThat(read.title()).isEqualTo("The server said no (status 425).");
    assertThat(read.errors())
        .containsExactly(new ProblemDocument.Finding("?", Optional.empty(), Optional.empty()));
    assertThat(read.json().text("code")).contains("too-early");
  }

  @Test
  void whatHasNoCodeIsNoProblem() {
    Json json = JsonReader.ANSWER.tree("{\"message\":\"Not Found\"}").orElseThrow();

    assertThat(ProblemDocument.read(json, 404)).isEmpty();
  }
}
