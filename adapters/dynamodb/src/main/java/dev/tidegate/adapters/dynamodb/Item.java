package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.fault.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads an item, or a map within one. A missing attribute, or one of another type, is a [Fault]
/// that names the item and the attribute, never a default.
///
/// @param where the item's key and the path to this map, for messages
record Item(String where, Map<String, AttributeValue> attributes) {
  /// Returns a reader of a whole item; messages name it by its key.
  static Item of(Map<String, AttributeValue> attributes) {
    return new Item(key(attributes, Keys.PK) + " " + key(attributes, Keys.SK), attributes);
  }

  private static String key(Map<String, AttributeValue> attributes, String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s).orElse("?");
  }

  String text(String name) {
    return must(name, "text", AttributeValue::s);
  }

  Optional<String> maybeText(String name) {
    return attributes.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long number(String name) {
    String digits = must(name, "a number", AttributeValue::n);
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw broken(name, "a whole number expected", e);
    }
  }

  int count(String name) {
    long number = number(name);
    if (number != (int) number) {
      throw broken(name, number + " is too large");
    }
    return (int) number;
  }

  boolean flag(String name) {
    return must(name, "true or false", AttributeValue::bool);
  }

  Instant instant(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw broken(name, "an instant expected", e);
    }
  }

  Optional<Instant> maybeInstant(String name) {
    return attributes.containsKey(name) ? Optional.of(instant(name)) : Optional.empty();
  }

  Item map(String name) {
    return new Item(where + "." + name, must(name, "a map", Item::mapOf));
  }

  Optional<Item> maybeMap(String name) {
    return attributes.containsKey(name) ? Optional.of(map(name)) : Optional.empty();
  }

  List<Item> maps(String name) {
    return list(name).stream()
        .map(value -> new Item(where + "." + name, Map.of("[]", value)).map("[]"))
        .toList();
  }

  List<String> texts(String name) {
    return list(name).stream()
        .map(value -> new Item(where + "." + name, Map.of("[]", value)).text("[]"))
        .toList();
  }

  /// Reads a list of texts that older items do not have.
  List<String> maybeTexts(String name) {
    return attributes.containsKey(name) ? texts(name) : List.of();
  }

  SortedMap<String, String> textMap(String name) {
    Item map = map(name);
    SortedMap<String, String> texts = new TreeMap<>();
    map.attributes.keySet().forEach(key -> texts.put(key, map.text(key)));
    return texts;
  }

  byte[] bytes(String name) {
    return must(name, "bytes", value -> value.b() == null ? null : value.b().asByteArray());
  }

  /// Reads a text that stands for one of a fixed set of values.
  <T> T word(String name, Function<String, Optional<T>> read) {
    String word = text(name);
    return read.apply(word).orElseThrow(() -> broken(name, "'" + word + "' is not known here"));
  }

  Fault broken(String name, String why) {
    return new Fault(Fault.Kind.BROKEN, where + "." + name + ": " + why);
  }

  private Fault broken(String name, String why, RuntimeException cause) {
    return new Fault(Fault.Kind.BROKEN, where + "." + name + ": " + why, cause);
  }

  private List<AttributeValue> list(String name) {
    return must(name, "a list", value -> value.hasL() ? value.l() : null);
  }

  private static @Nullable Map<String, AttributeValue> mapOf(AttributeValue value) {
    return value.hasM() ? value.m() : null;
  }

  private <T> T must(String name, String kind, Function<AttributeValue, @Nullable T> read) {
    AttributeValue value = attributes.get(name);
    T found = value == null ? null : read.apply(value);
    if (found == null) {
      throw broken(name, kind + " expected");
    }
    return found;
  }
}
