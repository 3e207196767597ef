package dev.tidegate.cli.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value. Reading asks for a field and gets `Optional`, so unknown or missing fields never
/// break a client that is older than its server.
///
/// The kinds answer for themselves instead of being switched over: linking a pattern switch costs
/// `credentials` 20 ms of its start-up.
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
  }

  /// A number, as it was written.
  record Num(String digits) implements Json {
    @Override
    public Optional<String> asText() {
      return Optional.of(digits);
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

  /// The fields of this object; none when it is not one.
  default Map<String, Json> entries() {
    return Map.of();
  }

  /// The items of this array; none when it is not one.
  default List<Json> items() {
    return List.of();
  }

  /// This value as text, when it is a string, a number or a truth value.
  default Optional<String> asText() {
    return Optional.empty();
  }

  /// The field of an object; empty when there is none, or this is no object, or it is null.
  default Optional<Json> at(String field) {
    return Optional.ofNullable(entries().get(field)).filter(value -> !(value instanceof Nil));
  }

  /// The text of a field that is a string or a number.
  default Optional<String> text(String field) {
    return at(field).flatMap(Json::asText);
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

  /// The strings in a field that is an array.
  default List<String> texts(String field) {
    return list(field).stream().flatMap(item -> item.asText().stream()).toList();
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
