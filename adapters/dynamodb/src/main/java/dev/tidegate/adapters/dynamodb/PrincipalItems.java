package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.CallContext;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes people within items: canonical identity, label, and groups where they matter.
final class PrincipalItems {
  private PrincipalItems() {}

  static Map<String, AttributeValue> write(Principal principal) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("id", AttributeValues.text(principal.id().canonical()));
    map.put("label", AttributeValues.text(principal.label()));
    map.put("groups", AttributeValues.texts(principal.groups().stream().map(Group::name).toList()));
    if (!principal.context().equals(CallContext.UNKNOWN)) {
      map.put("call", AttributeValues.map(CallContextItems.write(principal.context())));
    }
    return map;
  }

  static Principal read(Item map) {
    return new Principal(
        PrincipalId.parse(map.text("id")),
        map.text("label"),
        map.texts("groups").stream().map(Group::new).collect(Collectors.toCollection(TreeSet::new)),
        map.maybeMap("call").map(CallContextItems::read).orElse(CallContext.UNKNOWN));
  }

  static Map<String, AttributeValue> write(Actor.Person person) {
    return Map.of(
        "id", AttributeValues.text(person.id()), "label", AttributeValues.text(person.label()));
  }

  static Actor.Person person(Item map) {
    return new Actor.Person(PrincipalId.parse(map.text("id")), map.text("label"));
  }
}
