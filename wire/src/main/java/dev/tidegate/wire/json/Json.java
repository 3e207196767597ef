package dev.tidegate.wire.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An immutable JSON value. [JsonReader] parses it from text, [JsonWriter] writes it as text.
///
/// Fields are returned as `Optional`, so that unknown or missing fields never break a reader that
/// is older or newer than the writer. Strict readers compare [#entries].
///
/// The kinds override methods instead of being switched over, because linking a pattern switch
/// costs the command `credentials` 20 ms of its start-up.
public sealed interface Json {
  /// An object, in the order of its fields.
  record Obj(Map<String, Json> fields) implements Json {
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public Map<String, Json> entries() {
      return fields;
    }
  }

  /// An array.
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /// A string.
  record Str(String value) implements Json {
    @Override
    public Optional<String> asText() {
      return Optional.of(value);
    }

    @Override
    public Optional<String> asString() {
      return Optional.of(value);
    }
  }

  /// A number, with the digits as they were, or are to be, written: no number is ever rounded.
  record Num(String digits) implements Json {
    @Override
    public Optional<String> asText() {
      return Optional.of(digits);
    }

    /// Returns its exact value.
    public BigDecimal exact() {
      return new BigDecimal(digits);
    }
  }

  /// `true` or `false`.
  record Bool(boolean value) implements Json {
    @Override
    public Optional<String> asText() {
      return Optional.of(String.valueOf(value));
    }
  }

  /// `null`.
  record Nil() implements Json {}

  /// Returns the fields of this object; none when it is not one.
  default Map<String, Json> entries() {
    return Map.of();
  }

  /// Returns the items of this array; none when it is not one.
  default List<Json> items() {
    return List.of();
  }

  /// Returns this value as text, if it is a string, a number or a boolean.
  default Optional<String> asText() {
    return Optional.empty();
  }

  /// Returns this value if it is a string; unlike [#asText], empty for a number.
  default Optional<String> asString() {
    return Optional.empty();
  }

  /// Returns a field of this object; empty when it is missing or null, or this is not an object.
  default Optional<Json> at(String field) {
    return Optional.ofNullable(entries().get(field)).filter(value -> !(value instanceof Nil));
  }

  /// Returns the text of a field that is a string, a number or a boolean.
  default Optional<String> text(String field) {
    return at(field).flatMap(Json::asText);
  }

  /// Returns a field that is a string.
  default Optional<String> string(String field) {
    return at(field).flatMap(Json::asString);
  }

  /// Returns an integer in a field, even if it is written as a string.
  default Optional<Long> number(String field) {
    return text(field)
        .flatMap(
            digits -> {
              try {
                return Optional.of(Long.parseLong(digits));
              } catch (NumberFormatException _) {
                return Optional.empty();
              }
            });
  }

  /// Returns whether the field is `true`.
  default boolean is(String field) {
    return at(field).filter(value -> value instanceof Bool(boolean on) && on).isPresent();
  }

  /// Returns the items of a field that is an array; none when it is not.
  default List<Json> list(String field) {
    return at(field).map(Json::items).orElse(List.of());
  }

  /// Returns the strings in a field that is an array.
  default List<String> texts(String field) {
    return list(field).stream().flatMap(item -> item.asText().stream()).toList();
  }

  /// Starts an object.
  static Builder object() {
    return new Builder();
  }

  /// Returns an array of strings.
  static Json strings(Collection<String> values) {
    List<Json> items = new ArrayList<>();
    values.forEach(value -> items.add(new Str(value)));
    return new Arr(items);
  }

  /// Returns an object of strings, in the order of the map.
  static Json strings(Map<String, String> values) {
    Builder object = object();
    values.forEach(object::put);
    return object.build();
  }

  /// Collects the fields of an object, in their order; a field that is put again keeps its place.
  final class Builder {
    private final Map<String, Json> fields = new LinkedHashMap<>();

    private Builder() {}

    /// Adds a string.
    public Builder put(String name, String value) {
      return put(name, new Str(value));
    }

    /// Adds a string, if present.
    public Builder put(String name, Optional<String> value) {
      value.ifPresent(text -> put(name, text));
      return this;
    }

    /// Adds a whole number.
    public Builder put(String name, long value) {
      return put(name, new Num(Long.toString(value)));
    }

    /// Adds a number as `Double.toString` writes it, for example `1.0`.
    ///
    /// @throws IllegalArgumentException when JSON cannot represent it
    public Builder put(String name, double value) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("JSON has no form for " + value);
      }
      return put(name, new Num(Double.toString(value)));
    }

    /// Adds a boolean.
    public Builder put(String name, boolean value) {
      return put(name, new Bool(value));
    }

    /// Adds an array of strings.
    public Builder put(String name, Collection<String> values) {
      return put(name, strings(values));
    }

    /// Adds a value.
    public Builder put(String name, Json value) {
      fields.put(name, value);
      return this;
    }

    /// Adds an array.
    public Builder array(String name, List<? extends Json> items) {
      return put(name, new Arr(List.copyOf(items)));
    }

    /// Adds every field of an object.
    public Builder putAll(Json object) {
      fields.putAll(object.entries());
      return this;
    }

    /// Returns the object.
    public Json build() {
      return new Obj(fields);
    }
  }
}
