package dev.tidegate.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.record.RecordVerifier.Kind;
import dev.tidegate.core.record.RecordVerifier.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Changed exports that were called whole, or ended in a stack trace: each once found, by reading
/// or by the fuzzer. The untouched twin passes first.
class ExportFindsTest {
  private final List<String> lines = ExportFile.record().lines().toList();

  ExportFindsTest() {
    assertThat(ExportFile.verify(ExportFile.bytes(ExportFile.record())).orElseThrow())
        .isInstanceOf(Outcome.Whole.class);
  }

  @Test
  void halfASurrogatePairInPlaceOfAQuestionMark() {
    for (String half : List.of("\\ud83d", "\\uDE80")) {
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith("{\"event\"") && lines.get(i).contains("?")) {
          int at = i;
          Outcome.Broken broken =
              broken(all -> with(all, at, all.get(at).replaceFirst("\\?", "\\" + half)));
          boolean inName = lines.get(at).indexOf("?\":") == lines.get(at).indexOf('?');
          assertThat(broken.what())
              .contains(inName ? "not one JSON object" : "half of a surrogate pair");
        }
      }
    }
  }

  @Test
  void aMemberBesideOrInsideTheFirstLine() {
    for (String first :
        List.of(
            lines.getFirst().replace("{\"export\"", "{\"note\":\"x\",\"export\""),
            lines.getFirst().replace("\"form\"", "\"note\":\"x\",\"form\""),
            lines.getFirst().replace("\"tidegate export 1\"", "\"tidegate export 2\""),
            lines.getFirst().replace("\"form\"", "\"from\":\"2026-03-01T10:00:00Z\",\"form\""))) {
      assertThat(ExportFile.verify(joined(with(lines, 0, first)))).as(first).isEmpty();
    }
  }

  @Test
  void aMemberBesideOrInsideTheLastLineAndANumberInAnotherSpelling() {
    String end = lines.getLast();
    for (String last :
        List.of(
            end.replace("{\"end\"", "{\"note\":\"x\",\"end\""),
            end.replace("\"events\"", "\"note\":\"x\",\"events\""),
            end.replace(",\"checkpoints\":4", ""),
            end.replaceFirst(":(\\d+),", ":\"$1\","),
            end.replaceFirst(":(\\d+),", ":$1.0,"),
            end.replaceFirst(":(\\d+),", ":$1e0,"),
            end.replaceFirst("\"checkpoints\":4", "\"checkpoints\":4.0"),
            "{\"end\":4}",
            "{\"end\":null}")) {
      assertThat(last).isNotEqualTo(end);
      assertThat(broken(all -> with(all, all.size() - 1, last)).kind()).as(last).isIn(Kind.ADDED);
    }
  }

  @Test
  void aCheckpointThatIsMissingFromAYoungExport() {
    int last = last("{\"checkpoint\"");

    Outcome.Broken broken = broken(all -> without(all, last));

    assertThat(broken.kind()).isEqualTo(Kind.REMOVED);
    assertThat(broken.what()).isEqualTo("the last line counts 4 of them, and there are 3");
  }

  @Test
  void anotherKindOfNothingInPlaceOfAnEmptyLabel() {
    int line = first("\"label\":\"\"");
    for (String other : List.of("null", "0", "[]", "{}", "false")) {
      assertThat(
              broken(
                      all ->
                          with(
                              all,
                              line,
                              all.get(line).replace("\"label\":\"\"", "\"label\":" + other)))
                  .kind())
          .as(other)
          .isEqualTo(Kind.CHANGED);
    }
  }

  @Test
  void anotherKindOfNothingInPlaceOfAnEmptyListOfEvents() {
    int line = first("\"leaves\":[]");
    for (String other : List.of("null", "0", "\"\"", "{}", "false")) {
      assertThat(
              broken(
                      all ->
                          with(
                              all,
                              line,
                              all.get(line).replace("\"leaves\":[]", "\"leaves\":" + other)))
                  .kind())
          .as(other)
          .isEqualTo(Kind.CHECKPOINT);
    }
  }

  @Test
  void aTimeOfExportBeforeAllTime() {
    String first =
        lines
            .getFirst()
            .replaceFirst("\"at\":\"[^\"]+\"", "\"at\":\"-1000000000-01-01T00:00:00Z\"");

    assertThat(ExportFile.verify(joined(with(lines, 0, first)))).isEmpty();
  }

  @Test
  void aSignatureWhoseNumbersAreWrittenAsNegativeOnes() {
    int found = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("{\"checkpoint\"")) {
        String signature = line.replaceFirst(".*\"signature\":\"([^\"]+)\".*", "$1");
        byte[] der = Base64.getDecoder().decode(signature);
        if (der[3] == 33) {
          found++;
          byte[] negative = new byte[der.length - 1];
          System.arraycopy(der, 0, negative, 0, 4);
          System.arraycopy(der, 5, negative, 4, der.length - 5);
          negative[1]--;
          negative[3]--;
          String other = Base64.getEncoder().encodeToString(negative);
          int at = i;
          assertThat(broken(all -> with(all, at, line.replace(signature, other))).kind())
              .isEqualTo(Kind.CHECKPOINT);
        }
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void aLineOfHundredsOfMegabytesIsRefusedByItsNumberAndNotHeld() throws IOException {
    byte[] head = joined(lines.subList(0, 3));
    InputStream endless =
        new InputStream() {
          private long left = 600L * 1024 * 1024;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] to, int from, int length) {
            int now = (int) Math.min(left, length);
            left -= now;
            java.util.Arrays.fill(to, from, from + now, (byte) 'x');
            return now == 0 ? -1 : now;
          }
        };

    ExportCheck.Result result =
        ExportCheck.of(
                new SequenceInputStream(new ByteArrayInputStream(head), endless),
                ExportFile.recordKey())
            .orElseThrow();

    assertThat(result.line()).isEqualTo(4);
    assertThat(((Outcome.Broken) result.outcome()).what())
        .isEqualTo("it is longer than 4194304 bytes, which no line of an export is");
  }

  @Test
  void aFileWithoutAnyEndOfLineIsNoExport() throws IOException {
    assertThat(ExportFile.verify("x".repeat(5_000_000).getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(ExportFile.verify(new byte[0])).isEmpty();
  }

  @Test
  void bytesThatAreNoText() {
    byte[] file = ExportFile.bytes(ExportFile.record());
    int at = ExportFile.record().indexOf("clean up");
    file[at] = (byte) 0xff;

    Outcome.Broken broken = (Outcome.Broken) ExportFile.verify(file).orElseThrow();

    assertThat(broken.kind()).isEqualTo(Kind.CHANGED);
    assertThat(broken.what()).contains("not text in UTF-8");
  }

  @Test
  void deepNestingManyValuesLongNumbersAndASecondDocumentInALine() {
    for (String odd :
        List.of(
            "[".repeat(200_000),
            "[" + "1,".repeat(1_000_000) + "1]",
            "{\"end\":{\"events\":" + "1".repeat(100_000) + ",\"checkpoints\":4}}",
            lines.get(1) + lines.get(1),
            lines.get(1) + "\u0000",
            "\ufeff" + lines.get(1),
            "")) {
      assertThat(broken(all -> with(all, 1, odd)).kind()).isEqualTo(Kind.ADDED);
    }
  }

  @Test
  void aFieldThatIsThereTwice() {
    int line = first("\"label\":\"\"");

    broken(
        all ->
            with(
                all,
                line,
                all.get(line).replace("\"label\":\"\"", "\"label\":\"x\",\"label\":\"\"")));
  }

  private Outcome.Broken broken(UnaryOperator<List<String>> change) {
    Outcome outcome = ExportFile.verify(joined(change.apply(new ArrayList<>(lines)))).orElseThrow();
    assertThat(outcome).isInstanceOf(Outcome.Broken.class);
    return (Outcome.Broken) outcome;
  }

  private int first(String text) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    throw new AssertionError("no line with " + text);
  }

  private int last(String beginning) {
    List<String> reversed = new ArrayList<>(lines);
    Collections.reverse(reversed);
    for (int i = 0; i < reversed.size(); i++) {
      if (reversed.get(i).startsWith(beginning)) {
        return lines.size() - 1 - i;
      }
    }
    throw new AssertionError("no line that begins with " + beginning);
  }

  private static List<String> with(List<String> all, int line, String text) {
    List<String> changed = new ArrayList<>(all);
    changed.set(line, text);
    return changed;
  }

  private static List<String> without(List<String> all, int line) {
    List<String> changed = new ArrayList<>(all);
    changed.remove(line);
    return changed;
  }

  private static byte[] joined(List<String> all) {
    return ExportFile.bytes(String.join("\n", all) + "\n");
  }
}
