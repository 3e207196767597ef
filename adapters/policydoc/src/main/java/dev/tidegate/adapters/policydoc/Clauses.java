package dev.tidegate.adapters.policydoc;

import dev.tidegate.core.entitlement.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Folds permissions into as few statements as allow the same.
final class Clauses {
  private Clauses() {}

  /// Returns the statements, in the order in which their first permission came.
  static List<Clause> of(List<Permission> permissions) {
    List<Clause> clauses = new ArrayList<>();
    permissions.forEach(permission -> clauses.add(Clause.of(permission)));
    while (foldOnce(clauses)) {
      // A fold may make another one possible.
    }
    return List.copyOf(clauses);
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
}
