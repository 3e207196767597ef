package dev.tidegate.adapters.policydoc;

import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.fault.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One Allow statement without redundancy: no action or resource that another one of the same
/// statement covers, and no condition twice.
///
/// Conditions are stored under "operator key", with the key in lower case because IAM compares keys
/// ignoring case.
record Clause(
    List<String> actions, List<String> resources, Map<String, Permission.Restriction> byKey) {

  static Clause of(Permission permission) {
    Map<String, Permission.Restriction> byKey = new LinkedHashMap<>();
    for (Permission.Restriction restriction : permission.conditions()) {
      Permission.Restriction before = byKey.putIfAbsent(key(restriction), tidy(restriction));
      if (before != null && !sameValues(before, restriction)) {
        throw new Fault(
            Fault.Kind.BROKEN,
            "condition "
                + restriction.operator()
                + " "
                + restriction.key()
                + " twice with different values: a policy document cannot hold both");
      }
    }
    return new Clause(
        Wildcards.uncoveredActions(permission.actions()),
        Wildcards.uncoveredResources(permission.resources()),
        byKey);
  }

  List<Permission.Restriction> conditions() {
    return List.copyOf(byKey.values());
  }

  boolean restricts(String operator, String key) {
    return byKey.containsKey(key(operator, key));
  }

  /// Returns this statement with one more condition, which it must not have yet.
  Clause restricted(Permission.Restriction restriction) {
    Map<String, Permission.Restriction> more = new LinkedHashMap<>(byKey);
    more.put(key(restriction), restriction);
    return new Clause(actions, resources, more);
  }

  /// Returns one statement that allows exactly what this and `other` allow together, or empty when
  /// that takes two statements.
  Optional<Clause> with(Clause other) {
    if (!sameConditions(other)) {
      return Optional.empty();
    }
    if (covers(other)) {
      return Optional.of(this);
    }
    if (other.covers(this)) {
      return Optional.of(other);
    }
    if (Set.copyOf(resources).equals(Set.copyOf(other.resources))) {
      return Optional.of(
          new Clause(Wildcards.uncoveredActions(both(actions, other.actions)), resources, byKey));
    }
    if (lower(actions).equals(lower(other.actions))) {
      return Optional.of(
          new Clause(
              actions, Wildcards.uncoveredResources(both(resources, other.resources)), byKey));
    }
    return Optional.empty();
  }

  private boolean covers(Clause other) {
    return other.actions.stream().allMatch(this::coversAction)
        && other.resources.stream().allMatch(this::coversResource);
  }

  /// Returns whether this statement allows an action on a resource wherever `conditions` hold. They
  /// may contain more than this statement's own conditions.
  boolean covers(String action, String resource, Map<String, Permission.Restriction> conditions) {
    return byKey.entrySet().stream()
            .allMatch(entry -> sameValues(entry.getValue(), conditions.get(entry.getKey())))
        && coversAction(action)
        && coversResource(resource);
  }

  private boolean coversAction(String action) {
    return actions.stream().anyMatch(wide -> Wildcards.coversAction(wide, action));
  }

  private boolean coversResource(String resource) {
    return resources.stream().anyMatch(wide -> Wildcards.coversResource(wide, resource));
  }

  boolean sameConditions(Clause other) {
    return byKey.keySet().equals(other.byKey.keySet())
        && byKey.entrySet().stream()
            .allMatch(entry -> sameValues(entry.getValue(), other.byKey.get(entry.getKey())));
  }

  /// Returns one statement for each pair of an action and a resource.
  Stream<Clause> pairs() {
    return actions.stream()
        .flatMap(
            action ->
                resources.stream()
                    .map(resource -> new Clause(List.of(action), List.of(resource), byKey)));
  }

  /// Returns the approximate number of characters in a document, good enough for comparisons.
  int characters() {
    int frame = 40;
    int around = 3;
    return frame
        + Stream.concat(actions.stream(), resources.stream())
            .mapToInt(text -> text.length() + around)
            .sum()
        + byKey.values().stream()
            .mapToInt(
                one ->
                    one.operator().length()
                        + one.key().length()
                        + one.values().stream().mapToInt(text -> text.length() + around).sum()
                        + frame)
            .sum();
  }

  private static boolean sameValues(
      Permission.Restriction one, Permission.@Nullable Restriction other) {
    return other != null && Set.copyOf(one.values()).equals(Set.copyOf(other.values()));
  }

  private static Permission.Restriction tidy(Permission.Restriction restriction) {
    return new Permission.Restriction(
        restriction.operator(),
        restriction.key(),
        List.copyOf(new LinkedHashSet<>(restriction.values())));
  }

  private static String key(Permission.Restriction restriction) {
    return key(restriction.operator(), restriction.key());
  }

  private static String key(String operator, String key) {
    return operator + " " + key.toLowerCase(Locale.ROOT);
  }

  private static List<String> both(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  static Set<String> lower(List<String> actions) {
    Set<String> set = new HashSet<>();
    actions.forEach(action -> set.add(action.toLowerCase(Locale.ROOT)));
    return set;
  }
}
