package dev.tidegate.adapters.lambda.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one JSON value, strictly. It keeps its messages free of what was sent.
final class JsonReading {
  private JsonReading() {}

  static Json.Parsed read(byte[] utf8, JsonFactory factory) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      return new Json.Parsed.Malformed("the text is not UTF-8", 1, 1);
    }
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        return new Json.Parsed.Malformed("the text is empty", 1, 1);
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        return malformed("something follows the value", parser);
      }
      return new Json.Parsed.Value(value);
    } catch (StreamConstraintsException e) {
      return malformed("nested too deep, or a number or text is too long", e);
    } catch (StreamReadException e) {
      boolean twice = e.getOriginalMessage().startsWith("Duplicate");
      return malformed(twice ? "a key is there twice" : "this is not JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          map.put(key, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("not the beginning of a value");
    };
  }

  private static Number number(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> parser.getDecimalValue();
    };
  }

  private static Json.Parsed.Malformed malformed(String what, JsonParser parser) {
    return new Json.Parsed.Malformed(
        what,
        parser.currentTokenLocation().getLineNr(),
        parser.currentTokenLocation().getColumnNr());
  }

  private static Json.Parsed.Malformed malformed(
      String what, com.fasterxml.jackson.core.JacksonException e) {
    return e.getLocation() == null
        ? new Json.Parsed.Malformed(what, 1, 1)
        : new Json.Parsed.Malformed(
            what, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }
}
