package dev.tidegate.adapters.dynamodb;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Writes attribute values. [Item] reads them.
final class AttributeValues {
  private AttributeValues() {}

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue flag(boolean value) {
    return AttributeValue.fromBool(value);
  }

  /// Writes an instant to the nanosecond, so that it is read back equal.
  static AttributeValue instant(Instant value) {
    return text(value.toString());
  }

  static AttributeValue texts(List<String> values) {
    return AttributeValue.fromL(values.stream().map(AttributeValues::text).toList());
  }

  static AttributeValue texts(Map<String, String> values) {
    Map<String, AttributeValue> map = new TreeMap<>();
    values.forEach((key, value) -> map.put(key, text(value)));
    return AttributeValue.fromM(map);
  }

  static AttributeValue map(Map<String, AttributeValue> values) {
    return AttributeValue.fromM(values);
  }

  static AttributeValue maps(List<Map<String, AttributeValue>> values) {
    return AttributeValue.fromL(values.stream().map(AttributeValues::map).toList());
  }
}
