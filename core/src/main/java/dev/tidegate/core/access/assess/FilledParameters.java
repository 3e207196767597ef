package dev.tidegate.core.access.assess;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.policy.RestrictionValues;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// Checks conditions of permissions with their parameters filled in: a parameter's pattern may
/// accept values that IAM does not accept under an operator such as `IpAddress`, and STS would
/// refuse the whole document.
final class FilledParameters {
  private FilledParameters() {}

  /// Returns an error for each parameter that leads to a value that IAM does not accept.
  ///
  /// @param filled the entitlement's permissions in the same order, with every variable filled in
  static List<FieldError> errors(Entitlement entitlement, List<Permission> filled) {
    SequencedSet<FieldError> errors = new LinkedHashSet<>();
    for (int i = 0; i < filled.size(); i++) {
      List<Permission.Restriction> written = entitlement.permissions().get(i).conditions();
      for (int c = 0; c < written.size(); c++) {
        errors.addAll(
            errors(entitlement, written.get(c), filled.get(i).conditions().get(c).values()));
      }
    }
    return List.copyOf(errors);
  }

  private static List<FieldError> errors(
      Entitlement entitlement, Permission.Restriction written, List<String> values) {
    List<FieldError> errors = new ArrayList<>();
    for (int v = 0; v < values.size(); v++) {
      Optional<String> objection = RestrictionValues.objection(written.operator(), values.get(v));
      if (objection.isPresent()) {
        errors.add(
            error(entitlement, written, written.values().get(v), values.get(v), objection.get()));
      }
    }
    return errors;
  }

  private static FieldError error(
      Entitlement entitlement,
      Permission.Restriction written,
      String text,
      String value,
      String expected) {
    String all = expected + " for " + written.operator() + " " + written.key() + ": found " + value;
    return Entitlement.variables(text).stream()
        .filter(Name::matches)
        .map(Name::new)
        .filter(entitlement.parameters()::containsKey)
        .findFirst()
        .map(name -> new FieldError("parameters." + name, all, "correct the value"))
        .orElseGet(
            () ->
                new FieldError(
                    "entitlement", all, "have whoever keeps the policy file correct it"));
  }
}
