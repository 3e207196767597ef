package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.digest.Utf8;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON body, each read once by name.
///
/// [#finish] reports every unknown, missing or invalid field in one answer. Its code is that of the
/// most severe error: unknown, then missing, then invalid.
public final class JsonBody {
  private static final List<String> JSON = List.of("application/json");

  private final Map<String, Json> values;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<FieldError> missing = new ArrayList<>();
  private final List<FieldError> invalid = new ArrayList<>();

  private JsonBody(Map<String, Json> values) {
    this.values = values;
  }

  /// Reads the body of a call, which must be a JSON object.
  public static Parsed<JsonBody> of(Body body) {
    return body.of(JSON).then(json -> json.bytes(Body.MOST_BYTES)).then(JsonBody::of);
  }

  /// Reads the body of a call that takes none: it must be empty or `{}`.
  public static Parsed<JsonBody> none(Body body) {
    return (body.isEmpty() ? new Parsed.Ok<>(new JsonBody(Map.of())) : of(body))
        .then(fields -> fields.finish(() -> fields));
  }

  private static Parsed<JsonBody> of(byte[] bytes) {
    return switch (JsonReader.BODY.read(bytes)) {
      case JsonReader.Result.Value(Json.Obj(Map<String, Json> fields)) ->
          new Parsed.Ok<>(new JsonBody(fields));
      case JsonReader.Result.Value _ -> malformed("it is not an object");
      case JsonReader.Result.Malformed(String what, int line, int column) ->
          malformed(what + " (line " + line + ", column " + column + ")");
    };
  }

  private static Parsed<JsonBody> malformed(String what) {
    return new Parsed.Bad<>(
        Problem.of(
            ProblemCode.MALFORMED_JSON,
            "The body cannot be read: " + what + ".",
            new FieldError(
                "body", "one JSON object, no key twice", "correct the JSON and send it again")));
  }

  /// Reads a required text.
  ///
  /// @param expected what to write, for the error message
  /// @param reading parses the text; empty when it is invalid
  public <T> Optional<T> required(
      String name, String expected, Function<String, Optional<T>> reading) {
    if (!values.containsKey(name)) {
      known.add(name);
      missing.add(new FieldError(name, expected, "add the field"));
      return Optional.empty();
    }
    return optional(name, expected, reading);
  }

  /// Reads an optional text.
  public <T> Optional<T> optional(
      String name, String expected, Function<String, Optional<T>> reading) {
    known.add(name);
    if (!values.containsKey(name)) {
      return Optional.empty();
    }
    Optional<T> value = text(values.get(name)).flatMap(reading);
    if (value.isEmpty()) {
      invalid.add(new FieldError(name, expected, "correct the value"));
    }
    return value;
  }

  /// Reads `true` or `false`; false when it is missing.
  public boolean flag(String name) {
    known.add(name);
    if (!values.containsKey(name)) {
      return false;
    }
    if (values.get(name) instanceof Json.Bool(boolean value)) {
      return value;
    }
    invalid.add(new FieldError(name, "true or false", "correct the value"));
    return false;
  }

  /// Returns whether a field is present, whatever its value.
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /// Reports a field that is not allowed together with another.
  public void refuse(String name, String expected, String fix) {
    known.add(name);
    if (values.containsKey(name)) {
      invalid.add(new FieldError(name, expected, fix));
    }
  }

  /// Reads an optional object of texts.
  ///
  /// @param key parses a key; empty when it is invalid
  public <K> Map<K, String> texts(String name, String expected, Function<String, Optional<K>> key) {
    known.add(name);
    if (!values.containsKey(name)) {
      return Map.of();
    }
    if (!(values.get(name) instanceof Json.Obj(Map<String, Json> map))) {
      invalid.add(
          new FieldError(name, "an object of names and texts", "write {\"name\":\"value\"}"));
      return Map.of();
    }
    Map<K, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Json> entry : map.entrySet()) {
      String field = name + "." + entry.getKey();
      Optional<K> read = key.apply(entry.getKey());
      Optional<String> value = text(entry.getValue());
      if (read.isEmpty()) {
        invalid.add(new FieldError(field, expected, "correct the name"));
      } else if (value.isEmpty()) {
        invalid.add(new FieldError(field, "a text", "put the value in quotes"));
      } else {
        texts.put(read.get(), value.get());
      }
    }
    return texts;
  }

  /// Returns the value made from what was read, or the problem when there were errors.
  public <T> Parsed<T> finish(Supplier<T> value) {
    List<FieldError> unknown =
        values.keySet().stream().filter(name -> !known.contains(name)).map(this::unknown).toList();
    List<FieldError> all = new ArrayList<>(unknown);
    all.addAll(missing);
    all.addAll(invalid);
    if (all.isEmpty()) {
      return new Parsed.Ok<>(value.get());
    }
    ProblemCode code =
        !unknown.isEmpty()
            ? ProblemCode.UNKNOWN_FIELD
            : missing.isEmpty() ? ProblemCode.INVALID_FIELD : ProblemCode.MISSING_FIELD;
    String names = String.join(", ", all.stream().map(FieldError::field).toList());
    return new Parsed.Bad<>(new Problem(code, "Not as expected: " + names + ".", all, Map.of()));
  }

  private FieldError unknown(String name) {
    String shown = name.length() > 64 ? Utf8.beginning(name, 64) + "..." : name;
    return new FieldError(
        shown,
        known.isEmpty() ? "no fields" : "one of " + String.join(", ", known),
        "leave it out");
  }

  private static Optional<String> text(@Nullable Json value) {
    return value instanceof Json.Str(String text) && Utf8.isWellFormed(text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
