package dev.tidegate.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value. Reading asks for a field and gets `Optional`, so unknown or missing fields never
/// break a client that is older than its server.
public sealed interface Json {
  /// An object, in the order of its fields.
  record Obj(Map<String, Json> fields) implements Json {
    public Obj {
      fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /// An array.
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /// A string.
  record Str(String value) implements Json {}

  /// A number, as it was written.
  record Num(String digits) implements Json {}

  /// `true` or `false`.
  record Bool(boolean value) implements Json {}

  /// `null`.
  record Nil() implements Json {}

  /// The field of an object; empty when there is none, or this is no object, or it is null.
  default Optional<Json> at(String field) {
    return switch (this) {
      case Obj(Map<String, Json> fields) ->
          Optional.ofNullable(fields.get(field)).filter(value -> !(value instanceof Nil));
      case Arr _, Str _, Num _, Bool _, Nil _ -> Optional.empty();
    };
  }

  /// The text of a field that is a string or a number.
  default Optional<String> text(String field) {
    return at(field).flatMap(Json::asText);
  }

  /// This value as text, when it is a string or a number.
  default Optional<String> asText() {
    return switch (this) {
      case Str(String value) -> Optional.of(value);
      case Num(String digits) -> Optional.of(digits);
      case Bool(boolean value) -> Optional.of(String.valueOf(value));
      case Obj _, Arr _, Nil _ -> Optional.empty();
    };
  }

  /// A whole number in a field.
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

  /// True when the field is `true`.
  default boolean is(String field) {
    return at(field).filter(value -> value instanceof Bool(boolean on) && on).isPresent();
  }

  /// The items of a field that is an array; none when it is not.
  default List<Json> list(String field) {
    return at(field).map(Json::items).orElse(List.of());
  }

  /// The items of this array; none when it is not one.
  default List<Json> items() {
    return this instanceof Arr(List<Json> items) ? items : List.of();
  }

  /// The strings in a field that is an array.
  default List<String> texts(String field) {
    return list(field).stream().flatMap(item -> item.asText().stream()).toList();
  }

  /// The fields of this object; none when it is not one.
  default Map<String, Json> entries() {
    return this instanceof Obj(Map<String, Json> fields) ? fields : Map.of();
  }

  /// Starts an object.
  static Builder object() {
    return new Builder();
  }

  /// An array of strings.
  static Json strings(List<String> values) {
    List<Json> items = new ArrayList<>();
    values.forEach(value -> items.add(new Str(value)));
    return new Arr(items);
  }

  /// Collects the fields of an object.
  final class Builder {
    private final Map<String, Json> fields = new LinkedHashMap<>();

    private Builder() {}

    /// Adds a string.
    public Builder put(String name, String value) {
      return put(name, new Str(value));
    }

    /// Adds a string when there is one.
    public Builder put(String name, Optional<String> value) {
      value.ifPresent(text -> put(name, text));
      return this;
    }

    /// Adds a number.
    public Builder put(String name, long value) {
      return put(name, new Num(Long.toString(value)));
    }

    /// Adds a value.
    public Builder put(String name, Json value) {
      fields.put(name, value);
      return this;
    }

    /// The object.
    public Json build() {
      return new Obj(fields);
    }
  }
}
