package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.digest.Utf8;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Hashes items regardless of their content.
final class RawItems {
  private RawItems() {}

  /// Returns a hash over a whole item, independent of the order in which DynamoDB returns sets and
  /// maps.
  static String hash(Map<String, AttributeValue> item) {
    HashInput fields = new HashInput().add("tidegate item 1");
    add(fields, item);
    return fields.hex();
  }

  private static void add(HashInput fields, Map<String, AttributeValue> map) {
    fields.add(map.size());
    new TreeMap<>(map)
        .forEach(
            (name, value) -> {
              fields.add(Utf8.wellFormed(name));
              add(fields, value);
            });
  }

  private static void add(HashInput fields, AttributeValue value) {
    fields.add(value.type().name());
    switch (value.type()) {
      // Any text must have a hash: nothing may stop the signing.
      case S -> fields.add(Utf8.wellFormed(value.s()));
      case N -> fields.add(value.n());
      case B -> fields.add(base64(value.b()));
      case BOOL -> fields.add(value.bool().toString());
      case SS -> fields.add(value.ss().stream().map(Utf8::wellFormed).sorted().toList());
      case NS -> fields.add(value.ns().stream().sorted().toList());
      case BS -> fields.add(value.bs().stream().map(RawItems::base64).sorted().toList());
      case M -> add(fields, value.m());
      case L -> {
        fields.add(value.l().size());
        value.l().forEach(one -> add(fields, one));
      }
      case NUL, UNKNOWN_TO_SDK_VERSION -> {
        // The type is the whole value.
      }
    }
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
