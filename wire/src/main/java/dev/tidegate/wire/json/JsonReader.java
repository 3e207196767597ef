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

/// Reads text as [Json], strictly: one value and nothing behind it, no key twice. How deep and how
/// long it may be depends on who wrote it; each of the readers here is for one kind of text.
///
/// What it says of a malformed text quotes nothing of it, which may be a secret.
public final class JsonReader {
  /// The most tokens that [#UNTRUSTED] reads: two bytes a token become a hundred here.
  public static final int MOST_TOKENS = 20_000;

  private static final int DIGITS = 32;

  /// Bodies of calls, and what Tidegate itself wrote: 16 levels, numbers of 32 digits.
  public static final JsonReader BODY = new JsonReader(limits(16, DIGITS).build(), true);

  /// Events from AWS: 100 levels, since an attribute of DynamoDB is at most 32 levels deep and each
  /// of them two of JSON; numbers of 32 digits.
  public static final JsonReader EVENT = new JsonReader(limits(100, DIGITS).build(), true);

  /// Answers of a server: the limits of jackson-core.
  public static final JsonReader ANSWER =
      new JsonReader(StreamReadConstraints.builder().build(), true);

  /// Text that nobody vouches for: [#MOST_TOKENS] tokens, and no table of names, which names that
  /// are made for it can fill.
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

    /// Not JSON, or not as strict as it has to be: what is wrong, and where. Quotes nothing of the
    /// text.
    record Malformed(String what, int line, int column) implements Result {}
  }

  /// Reads bytes that must be UTF-8.
  public Result read(byte[] utf8) {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException _) {
      return new Result.Malformed("the text is not UTF-8", 1, 1);
    }
  }

  /// Reads a text.
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

  /// Returns the value, or nothing when the text is not exactly one JSON document.
  public Optional<Json> tree(String text) {
    return read(text) instanceof Result.Value(Json json) ? Optional.of(json) : Optional.empty();
  }

  /// Returns the object that the bytes are.
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
