package dev.tidegate.core.policy;

import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// The rules about one entitlement, indexed by group, so that a decision looks only at the rules
/// for the requester's groups and for everybody, however many others there are.
final class RuleIndex {
  private final Map<Group, List<Placed>> byGroup = new HashMap<>();
  private final List<Placed> forEverybody = new ArrayList<>(0);

  private record Placed(int place, Rule rule) {}

  /// Adds a rule; `place` is its position in the file.
  void add(int place, Rule rule) {
    Placed placed = new Placed(place, rule);
    switch (rule.who().audience()) {
      case Audience.Everybody _ -> forEverybody.add(placed);
      case Audience.Members(SortedSet<Group> groups) -> {
        for (Group group : groups) {
          byGroup.computeIfAbsent(group, key -> new ArrayList<>(1)).add(placed);
        }
      }
    }
  }

  /// Returns the rules for a person, in the order of the file.
  List<Rule> of(Principal person) {
    SortedMap<Integer, Rule> rules = new TreeMap<>();
    forEverybody.forEach(placed -> rules.put(placed.place(), placed.rule()));
    for (Group group : person.groups()) {
      byGroup
          .getOrDefault(group, List.of())
          .forEach(placed -> rules.put(placed.place(), placed.rule()));
    }
    return List.copyOf(rules.values());
  }

  /// Returns whether a rule shows the entitlement to a person.
  boolean shows(Principal person) {
    for (Placed placed : forEverybody) {
      if (placed.rule().shows()) {
        return true;
      }
    }
    for (Group group : person.groups()) {
      for (Placed placed : byGroup.getOrDefault(group, List.of())) {
        if (placed.rule().shows()) {
          return true;
        }
      }
    }
    return false;
  }
}
