package dev.tidegate.adapters.policydoc;

import dev.tidegate.core.entitlement.Permission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Turns permissions into equivalent statements, in the shortest of three layouts: in the given
/// order with neighbours merged, grouped by action, and grouped by resource.
///
/// Before that, everything is dropped that another statement already allows under the same or fewer
/// conditions.
final class Clauses {
  /// With more pairs, a document is far too long in any layout, and comparing them would be slow.
  private static final int MOST_PAIRS = 4000;

  private Clauses() {}

  /// Returns the statements. Those with the same conditions are adjacent; otherwise they keep the
  /// order of their first permission.
  static List<Clause> of(List<Permission> permissions) {
    List<Clause> clauses = new ArrayList<>();
    permissions.forEach(permission -> clauses.add(Clause.of(permission)));
    int pairs =
        clauses.stream().mapToInt(one -> one.actions().size() * one.resources().size()).sum();
    if (pairs > MOST_PAIRS) {
      return folded(clauses);
    }
    List<Clause> smallest = new ArrayList<>();
    for (List<Clause> same : byConditions(withoutCovered(clauses))) {
      smallest.addAll(
          Stream.of(folded(same), byAction(same), byResource(same))
              .min(Comparator.comparingInt(Clauses::characters))
              .orElseThrow());
    }
    return List.copyOf(smallest);
  }

  private static int characters(List<Clause> clauses) {
    return clauses.stream().mapToInt(Clause::characters).sum();
  }

  /// Drops first the actions, then the resources, whose pairs are all allowed by other statements.
  /// Goes from last to first, so that the first of two equal statements stays.
  private static List<Clause> withoutCovered(List<Clause> clauses) {
    List<Clause> left = new ArrayList<>(clauses);
    for (int i = left.size() - 1; i >= 0; i--) {
      Clause clause = left.remove(i);
      List<Clause> others = List.copyOf(left);
      List<String> actions =
          clause.actions().stream()
              .filter(action -> !allCovered(List.of(action), clause.resources(), clause, others))
              .toList();
      List<String> resources =
          clause.resources().stream()
              .filter(resource -> !allCovered(actions, List.of(resource), clause, others))
              .toList();
      if (!actions.isEmpty() && !resources.isEmpty()) {
        left.add(i, new Clause(actions, resources, clause.byKey()));
      }
    }
    return left;
  }

  private static boolean allCovered(
      List<String> actions, List<String> resources, Clause under, List<Clause> others) {
    return actions.stream()
        .allMatch(
            action ->
                resources.stream()
                    .allMatch(
                        resource ->
                            others.stream()
                                .anyMatch(one -> one.covers(action, resource, under.byKey()))));
  }

  private static List<List<Clause>> byConditions(List<Clause> clauses) {
    List<List<Clause>> groups = new ArrayList<>();
    for (Clause clause : clauses) {
      Optional<List<Clause>> group =
          groups.stream().filter(one -> one.getFirst().sameConditions(clause)).findFirst();
      group.ifPresentOrElse(
          one -> one.add(clause), () -> groups.add(new ArrayList<>(List.of(clause))));
    }
    return groups;
  }

  private static List<Clause> folded(List<Clause> clauses) {
    List<Clause> left = new ArrayList<>(clauses);
    while (foldOnce(left)) {
      // One merge may make another possible.
    }
    return left;
  }

  private static boolean foldOnce(List<Clause> clauses) {
    for (int i = 0; i < clauses.size(); i++) {
      for (int j = i + 1; j < clauses.size(); j++) {
        Optional<Clause> one = clauses.get(i).with(clauses.get(j));
        if (one.isPresent()) {
          clauses.set(i, one.get());
          clauses.remove(j);
          return true;
        }
      }
    }
    return false;
  }

  /// Groups all actions that have the same resources into one statement.
  private static List<Clause> byAction(List<Clause> same) {
    Map<String, Clause> byAction = new LinkedHashMap<>();
    for (Clause pair : pairs(same)) {
      byAction.merge(
          pair.actions().getFirst().toLowerCase(Locale.ROOT),
          pair,
          (one, other) ->
              new Clause(one.actions(), both(one.resources(), other.resources()), one.byKey()));
    }
    return folded(List.copyOf(byAction.values()));
  }

  /// Groups all resources that have the same actions into one statement.
  private static List<Clause> byResource(List<Clause> same) {
    Map<String, Clause> byResource = new LinkedHashMap<>();
    for (Clause pair : pairs(same)) {
      byResource.merge(
          pair.resources().getFirst(),
          pair,
          (one, other) ->
              new Clause(both(one.actions(), other.actions()), one.resources(), one.byKey()));
    }
    return folded(List.copyOf(byResource.values()));
  }

  /// Returns every pair of an action and a resource that no other pair covers.
  private static List<Clause> pairs(List<Clause> same) {
    return withoutCovered(same.stream().flatMap(Clause::pairs).toList());
  }

  private static List<String> both(List<String> one, List<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return List.copyOf(all);
  }
}
