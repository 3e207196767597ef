package dev.tidegate.adapters.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A record of a table's stream, as Lambda delivers it: read from the event's JSON as a tree of
/// maps, lists and strings.
///
/// Only its sequence number is read at once: what is wrong with one record shows when that record
/// is handled, and never in the others. [AWS: Lambda DG, DynamoDB event]
public final class StreamRecord {
  private final String sequence;
  private final Map<?, ?> tree;

  private StreamRecord(String sequence, Map<?, ?> tree) {
    this.sequence = sequence;
    this.tree = tree;
  }

  /// Returns the records of an event; nothing when it is not a stream's.
  ///
  /// @throws IllegalArgumentException when a record has no sequence number to be reported by
  public static Optional<List<StreamRecord>> of(Map<String, Object> event) {
    if (!(event.get("Records") instanceof List<?> records)) {
      return Optional.empty();
    }
    List<StreamRecord> all = new ArrayList<>();
    for (Object one : records) {
      if (!(one instanceof Map<?, ?> tree
          && tree.get("dynamodb") instanceof Map<?, ?> change
          && change.get("SequenceNumber") instanceof String sequence)) {
        throw new IllegalArgumentException(
            "record " + all.size() + " of the batch is not a DynamoDB stream's");
      }
      all.add(new StreamRecord(sequence, tree));
    }
    return Optional.of(all);
  }

  /// Returns the number that the record is reported by.
  public String sequence() {
    return sequence;
  }

  /// Returns what happened to the item: `INSERT`, `MODIFY` or `REMOVE`.
  public String eventName() {
    return tree.get("eventName") instanceof String name ? name : "";
  }

  /// Returns the item's key.
  public Map<String, AttributeValue> keys() {
    return attributes("Keys");
  }

  /// Returns the item as it is now; empty when it is gone.
  public Map<String, AttributeValue> newImage() {
    return attributes("NewImage");
  }

  private Map<String, AttributeValue> attributes(String part) {
    return tree.get("dynamodb") instanceof Map<?, ?> change
            && change.get(part) instanceof Map<?, ?> map
        ? map(map)
        : Map.of();
  }

  private static Map<String, AttributeValue> map(Map<?, ?> tree) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    tree.forEach((name, value) -> map.put(String.valueOf(name), value(value)));
    return map;
  }

  private static AttributeValue value(Object tree) {
    if (!(tree instanceof Map<?, ?> typed && typed.size() == 1)) {
      throw new IllegalArgumentException("an attribute of a stream record has one type");
    }
    Map.Entry<?, ?> entry = typed.entrySet().iterator().next();
    String type = String.valueOf(entry.getKey());
    return switch (entry.getValue()) {
      case String text when type.equals("S") -> AttributeValues.text(text);
      case String digits when type.equals("N") -> AttributeValue.fromN(digits);
      case Boolean flag when type.equals("BOOL") -> AttributeValues.flag(flag);
      case Map<?, ?> map when type.equals("M") -> AttributeValue.fromM(map(map));
      case List<?> list when type.equals("L") ->
          AttributeValue.fromL(list.stream().map(StreamRecord::value).toList());
      case null, default ->
          throw new IllegalArgumentException("Tidegate writes no attribute of the type " + type);
    };
  }
}
