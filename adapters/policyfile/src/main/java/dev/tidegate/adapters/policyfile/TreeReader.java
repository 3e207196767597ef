package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.policies.PushPolicy;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Parses bytes into a tree, in time and memory bounded by the size of the file. Limits: 5 MB,
/// lines of 10,000 characters (YAML readers slow down on longer ones), 20 levels and 400,000
/// values. Nothing is ever expanded.
public final class TreeReader {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(PushPolicy.MOST_BYTES + 1).build();

  private static final int MOST_LINE = 10_000;

  private final Findings findings;

  public TreeReader(Findings findings) {
    this.findings = findings;
  }

  /// Returns the file's single document, or empty when it is too broken to read further.
  public Optional<YamlNode> read(byte[] file) {
    if (file.length > PushPolicy.MOST_BYTES) {
      findings.add(
          SourcePosition.START,
          FindingCode.FILE_TOO_LARGE,
          "a file of at most 5 MB expected, found " + file.length + " bytes");
      return Optional.empty();
    }
    return decode(file).filter(this::hasShortLines).flatMap(this::parse);
  }

  private Optional<String> decode(byte[] file) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(file.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(file), text, true);
    text.flip();
    try {
      if (result.isError()) {
        result.throwException();
      }
      return Optional.of(text.toString());
    } catch (CharacterCodingException e) {
      findings.add(
          placeOf(text, text.length()),
          FindingCode.FILE_ENCODING,
          "text in UTF-8 expected from here on");
      return Optional.empty();
    }
  }

  private boolean hasShortLines(String text) {
    int line = 1;
    for (int start = 0, end; start < text.length(); start = end + 1, line++) {
      int found = text.indexOf('\n', start);
      end = found < 0 ? text.length() : found;
      if (end - start > MOST_LINE) {
        findings.add(
            new SourcePosition(line, 1),
            FindingCode.LINE_TOO_LONG,
            "lines of at most 10000 characters expected");
        return false;
      }
    }
    return true;
  }

  private Optional<YamlNode> parse(String text) {
    TreeBuilder builder = new TreeBuilder(findings);
    try {
      Iterator<Event> events = new Parse(SETTINGS).parseString(text).iterator();
      while (events.hasNext() && builder.take(events.next())) {
        // The builder handles each event and tells when to stop.
      }
      return builder.result();
    } catch (MarkedYamlEngineException e) {
      SourcePosition at = e.getProblemMark().map(TreeReader::place).orElse(SourcePosition.START);
      findings.add(at, FindingCode.YAML_SYNTAX, "not YAML: " + oneLine(e.getProblem()));
    } catch (ReaderException e) {
      int index =
          text.offsetByCodePoints(
              0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
      findings.add(
          placeOf(text, index),
          FindingCode.YAML_SYNTAX,
          "not YAML: a character that YAML does not allow (U+%04X)".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      findings.add(
          SourcePosition.START,
          FindingCode.YAML_SYNTAX,
          "not YAML: " + oneLine(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  static SourcePosition place(Mark mark) {
    return new SourcePosition(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String oneLine(String text) {
    return Excerpt.cut(text.strip().replaceAll("\\s+", " "), 200);
  }

  private static SourcePosition placeOf(CharSequence text, int end) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < end; i++) {
      column++;
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    return new SourcePosition(line, column);
  }
}
