package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.principal.CallContext;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes the context of the requester's call. Items of earlier versions have none.
final class CallContextItems {
  private CallContextItems() {}

  static Map<String, AttributeValue> write(CallContext call) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("at", AttributeValues.instant(call.at()));
    map.put("mfa", AttributeValues.flag(call.mfa()));
    call.signedInAt().ifPresent(at -> map.put("signedInAt", AttributeValues.instant(at)));
    call.source()
        .ifPresent(source -> map.put("source", AttributeValues.text(source.getHostAddress())));
    Map<String, AttributeValue> claims = new TreeMap<>();
    call.claims()
        .forEach((name, values) -> claims.put(name, AttributeValues.texts(List.copyOf(values))));
    map.put("claims", AttributeValues.map(claims));
    return map;
  }

  static CallContext read(Item map) {
    return new CallContext(
        map.instant("at"),
        map.flag("mfa"),
        map.maybeInstant("signedInAt"),
        map.maybeText("source").map(source -> address(map, source)),
        claims(map.map("claims")));
  }

  private static InetAddress address(Item map, String source) {
    try {
      return InetAddress.ofLiteral(source);
    } catch (IllegalArgumentException e) {
      throw map.broken("source", "an address expected");
    }
  }

  private static SortedMap<String, SortedSet<String>> claims(Item map) {
    SortedMap<String, SortedSet<String>> claims = new TreeMap<>();
    map.attributes().keySet().forEach(name -> claims.put(name, new TreeSet<>(map.texts(name))));
    return claims;
  }
}
