package dev.tidegate.adapters.dynamodb;

import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A record of a table's stream, as Lambda delivers it: read from the event's JSON.
///
/// Only the sequence number is read at first, so an error in one record shows when that record is
/// handled and does not affect the others. [AWS: Lambda DG, DynamoDB event]
public final class StreamRecord {
  private final String sequence;
  private final Json tree;

  private StreamRecord(String sequence, Json tree) {
    this.sequence = sequence;
    this.tree = tree;
  }

  /// Returns the records of an event; empty when it does not come from a stream.
  ///
  /// @throws IllegalArgumentException when a record has no sequence number to be reported by
  public static Optional<List<StreamRecord>> of(Json event) {
    if (!(event.entries().get("Records") instanceof Json.Arr(List<Json> records))) {
      return Optional.empty();
    }
    List<StreamRecord> all = new ArrayList<>();
    for (Json one : records) {
      Optional<String> sequence =
          one.at("dynamodb").flatMap(change -> change.string("SequenceNumber"));
      if (sequence.isEmpty()) {
        throw new IllegalArgumentException(
            "record " + all.size() + " of the batch is not a DynamoDB stream's");
      }
      all.add(new StreamRecord(sequence.get(), one));
    }
    return Optional.of(all);
  }

  /// Returns the sequence number, by which a failed record is reported.
  public String sequence() {
    return sequence;
  }

  /// Returns what happened to the item: `INSERT`, `MODIFY` or `REMOVE`.
  public String eventName() {
    return tree.string("eventName").orElse("");
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
    return tree.at("dynamodb")
        .flatMap(change -> change.at(part))
        .map(map -> map(map.entries()))
        .orElse(Map.of());
  }

  private static Map<String, AttributeValue> map(Map<String, Json> tree) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    tree.forEach((name, value) -> map.put(name, value(value)));
    return map;
  }

  private static AttributeValue value(Json tree) {
    if (tree.entries().size() != 1) {
      throw new IllegalArgumentException("an attribute of a stream record has one type");
    }
    Map.Entry<String, Json> entry = tree.entries().entrySet().iterator().next();
    String type = entry.getKey();
    return switch (entry.getValue()) {
      case Json.Str(String text) when type.equals("S") -> AttributeValues.text(text);
      case Json.Str(String digits) when type.equals("N") -> AttributeValue.fromN(digits);
      case Json.Bool(boolean flag) when type.equals("BOOL") -> AttributeValues.flag(flag);
      case Json.Obj(Map<String, Json> map) when type.equals("M") -> AttributeValue.fromM(map(map));
      case Json.Arr(List<Json> list) when type.equals("L") ->
          AttributeValue.fromL(list.stream().map(StreamRecord::value).toList());
      case Json.Str _, Json.Bool _, Json.Obj _, Json.Arr _, Json.Num _, Json.Nil _ ->
          throw new IllegalArgumentException("Tidegate writes no attribute of the type " + type);
    };
  }
}
