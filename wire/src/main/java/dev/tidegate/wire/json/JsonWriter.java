package dev.tidegate.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Writes [Json] as text. Unpaired surrogates in names and texts become U+FFFD, since readers may
/// refuse them.
public final class JsonWriter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int REPLACEMENT = 0xFFFD;

  private JsonWriter() {}

  /// Returns the value on one line, for the wire and for programs.
  public static String compact(Json value) {
    return write(value, false);
  }

  /// Returns the value on several lines, for people who read `--json`.
  public static String pretty(Json value) {
    return write(value, true);
  }

  private static String write(Json value, boolean pretty) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      if (pretty) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        generator.setPrettyPrinter(printer);
      }
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, Json value) throws IOException {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      generator.writeStartObject();
      for (Map.Entry<String, Json> field : fields.entrySet()) {
        generator.writeFieldName(wellFormed(field.getKey()));
        write(generator, field.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof Json.Arr(List<Json> items)) {
      generator.writeStartArray();
      for (Json item : items) {
        write(generator, item);
      }
      generator.writeEndArray();
    } else if (value instanceof Json.Str(String text)) {
      generator.writeString(wellFormed(text));
    } else if (value instanceof Json.Num(String digits)) {
      generator.writeNumber(digits);
    } else if (value instanceof Json.Bool(boolean on)) {
      generator.writeBoolean(on);
    } else {
      generator.writeNull();
    }
  }

  /// Does the same as core's `Utf8`, which is not on the class path of every command.
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder mended = new StringBuilder();
    text.codePoints()
        .map(
            one ->
                one >= Character.MIN_SURROGATE && one <= Character.MAX_SURROGATE
                    ? REPLACEMENT
                    : one)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }
}
