package dev.tidegate.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON text to [Json] and back. Nesting and lengths are bounded by the parser's own limits.
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// The most tokens of a text that nobody vouches for: two bytes a token become a hundred here.
  static final int MOST_TOKENS = 20_000;

  /// Keeps no table of names, which names that are made for it can fill.
  private static final JsonFactory UNTRUSTED =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
          .build();

  private JsonText() {}

  /// The value, or empty when the text is not exactly one JSON document.
  public static Optional<Json> read(String text) {
    return read(FACTORY, text);
  }

  /// As [#read], and empty when the text has more than [#MOST_TOKENS] tokens: for text that nobody
  /// vouches for. It throws for no text.
  public static Optional<Json> readUntrusted(String text) {
    return read(UNTRUSTED, text);
  }

  private static Optional<Json> read(JsonFactory factory, String text) {
    try (JsonParser parser = factory.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      Json value = value(parser, first);
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// One line, for the wire and for `credential_process`.
  public static String compact(Json value) {
    return write(value, false);
  }

  /// Several lines, for people who look at `--json`.
  public static String pretty(Json value) {
    return write(value, true);
  }

  private static Json value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Str(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Nil();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("unexpected token");
    };
  }

  private static Json object(JsonParser parser) throws IOException {
    Map<String, Json> fields = new LinkedHashMap<>();
    for (JsonToken token = parser.nextToken();
        token == JsonToken.FIELD_NAME;
        token = parser.nextToken()) {
      String name = parser.currentName();
      fields.put(name, value(parser, parser.nextToken()));
    }
    return new Json.Obj(fields);
  }

  private static Json array(JsonParser parser) throws IOException {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return new Json.Arr(items);
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
        generator.writeFieldName(field.getKey());
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
      generator.writeString(text);
    } else if (value instanceof Json.Num(String digits)) {
      generator.writeNumber(digits);
    } else if (value instanceof Json.Bool(boolean on)) {
      generator.writeBoolean(on);
    } else {
      generator.writeNull();
    }
  }
}
