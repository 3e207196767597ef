package dev.tidegate.adapters.lambda.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tidegate.core.digest.Utf8;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads and writes JSON as a tree of `Map<String, Object>`, `List<Object>`, `String`, `Long`,
/// `BigDecimal` and `Boolean`.
///
/// Reading is strict: one value and nothing behind it, no key twice, at most 16 levels, numbers of
/// at most 32 digits. Writing keeps the order of the maps and leaves out empty [Optional]s; a value
/// of another type is an error.
public final class Json {
  /// An attribute of DynamoDB is at most 32 levels deep, each of them two of JSON.
  private static final JsonFactory EVENTS = factory(100);

  static final JsonFactory FACTORY = factory(16);

  private Json() {}

  /// What reading comes to.
  public sealed interface Parsed {
    /// A value; null when the text is the JSON `null`.
    record Value(@Nullable Object value) implements Parsed {}

    /// Not JSON, or not as strict as it has to be: what is wrong, and where. Quotes nothing of the
    /// text.
    record Malformed(String what, int line, int column) implements Parsed {}
  }

  /// Reads a text.
  public static Parsed read(byte[] utf8) {
    return JsonReading.read(utf8, FACTORY);
  }

  /// Reads an event from AWS: as strictly, but to 100 levels.
  ///
  /// @throws IllegalArgumentException when it is not a JSON object; quotes nothing of it
  @SuppressWarnings("unchecked")
  public static Map<String, Object> readEvent(byte[] utf8) {
    if (JsonReading.read(utf8, EVENTS) instanceof Parsed.Value(Object value)
        && value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("the event is not a JSON object");
  }

  /// Reads a JSON object that Tidegate itself wrote.
  ///
  /// @throws IllegalArgumentException when it is not one
  @SuppressWarnings("unchecked")
  public static Map<String, Object> readOwn(byte[] utf8) {
    if (read(utf8) instanceof Parsed.Value(Object value) && value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("a JSON object expected");
  }

  /// Writes a tree. Half of a surrogate pair becomes U+FFFD: no reader need take it.
  public static String write(Object tree) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      put(generator, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static JsonFactory factory(int depth) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(depth).maxNumberLength(32).build())
        .build();
  }

  private static void put(JsonGenerator generator, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> generator.writeNull();
      case String text -> generator.writeString(Utf8.wellFormed(text));
      case Boolean truth -> generator.writeBoolean(truth);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Double number -> generator.writeNumber(number);
      case java.math.BigDecimal number -> generator.writeNumber(number);
      case List<?> list -> {
        generator.writeStartArray();
        for (Object item : list) {
          put(generator, item);
        }
        generator.writeEndArray();
      }
      case Map<?, ?> map -> {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          if (entry.getValue() instanceof Optional<?> maybe) {
            if (maybe.isPresent()) {
              generator.writeFieldName(Utf8.wellFormed((String) entry.getKey()));
              put(generator, maybe.get());
            }
          } else {
            generator.writeFieldName(Utf8.wellFormed((String) entry.getKey()));
            put(generator, entry.getValue());
          }
        }
        generator.writeEndObject();
      }
      default ->
          throw new IllegalArgumentException("JSON has no form for " + value.getClass().getName());
    }
  }
}
