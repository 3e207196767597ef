package dev.tidegate.wire.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
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
import java.util.Optional;

/// Parses text as [Json], strictly: exactly one value, and no duplicate keys. Limits on depth and
/// length depend on the writer; each reader here is for one source.
///
/// Error messages never quote the text, which may be secret.
public final class JsonReader {
  /// The limit on tokens of [#UNTRUSTED]; a token of two bytes takes about a hundred in memory.
  public static final int MOST_TOKENS = 20_000;

  private static final int DIGITS = 32;

  /// For bodies of calls, and text that Tidegate itself wrote: 16 levels, numbers of 32 digits.
  public static final JsonReader BODY = new JsonReader(limits(16, DIGITS).build(), true);

  /// For events from AWS: 100 levels, since a DynamoDB attribute has at most 32 levels, each of
  /// which is two in JSON; numbers of 32 digits.
  public static final JsonReader EVENT = new JsonReader(limits(100, DIGITS).build(), true);

  /// For answers of a server: the limits of jackson-core.
  public static final JsonReader ANSWER =
      new JsonReader(StreamReadConstraints.builder().build(), true);

  /// For untrusted text: [#MOST_TOKENS] tokens, and no symbol table for names, which crafted names
  /// could fill.
  public static final JsonReader UNTRUSTED =
      new JsonReader(StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build(), false);

  private final JsonFactory factory;

  private JsonReader(StreamReadConstraints limits, boolean keepNames) {
    factory =
        JsonFactory.builder()
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, keepNames)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(limits)
            .build();
  }

  private static StreamReadConstraints.Builder limits(int depth, int digits) {
    return StreamReadConstraints.builder().maxNestingDepth(depth).maxNumberLength(digits);
  }

  /// The result of [#read].
  public sealed interface Result {
    /// A value.
    record Value(Json json) implements Result {}

    /// Not strict JSON: what is wrong, and where. Quotes nothing of the text.
    record Malformed(String what, int line, int column) implements Result {}
  }

  /// Parses bytes, which must be UTF-8.
  public Result read(byte[] utf8) {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException _) {
      return new Result.Malformed("the text is not UTF-8", 1, 1);
    }
  }

  /// Parses a text.
  public Result read(String text) {
    try (JsonParser parser = factory.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return new Result.Malformed("the text is empty", 1, 1);
      }
      Json value = value(parser, first);
      if (parser.nextToken() != null) {
        return new Result.Malformed(
            "something follows the value",
            parser.currentTokenLocation().getLineNr(),
            parser.currentTokenLocation().getColumnNr());
      }
      return new Result.Value(value);
    } catch (StreamConstraintsException e) {
      return malformed("nested too deep, or a number or text is too long", e);
    } catch (StreamReadException e) {
      boolean twice = e.getOriginalMessage().startsWith("Duplicate");
      return malformed(twice ? "a key is there twice" : "this is not JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the value, or empty when the text is not exactly one JSON document.
  public Optional<Json> tree(String text) {
    return read(text) instanceof Result.Value(Json json) ? Optional.of(json) : Optional.empty();
  }

  /// Parses bytes as a JSON object.
  ///
  /// @throws IllegalArgumentException when they are not one JSON object; quotes nothing of them
  public Json object(byte[] utf8) {
    if (read(utf8) instanceof Result.Value(Json json) && json instanceof Json.Obj) {
      return json;
    }
    throw new IllegalArgumentException("a JSON object expected");
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
          throw new IllegalStateException("not the beginning of a value");
    };
  }

  private static Json object(JsonParser parser) throws IOException {
    Map<String, Json> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
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

  private static Result malformed(String what, JacksonException e) {
    return e.getLocation() == null
        ? new Result.Malformed(what, 1, 1)
        : new Result.Malformed(what, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }
}
