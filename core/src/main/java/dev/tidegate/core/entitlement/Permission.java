package dev.tidegate.core.entitlement;

import java.util.List;

/// One Allow statement: actions on resources, under conditions. Never empty in actions or
/// resources.
public record Permission(
    List<String> actions, List<String> resources, List<Restriction> conditions) {
  public Permission {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
    if (actions.isEmpty() || resources.isEmpty()) {
      throw new IllegalArgumentException("a permission names at least one action and one resource");
    }
  }

  /// Returns what to do when this number of permissions makes the policy too large.
  public static String split(int permissions) {
    return permissions == 1
        ? "make several entitlements of its permission, or name fewer resources in it"
        : "split the entitlement's "
            + permissions
            + " permissions over several entitlements, or name fewer resources";
  }

  /// An IAM condition: operator, key, values, as in a policy document.
  public record Restriction(String operator, String key, List<String> values) {
    public Restriction {
      values = List.copyOf(values);
      if (operator.isBlank() || key.isBlank() || values.isEmpty()) {
        throw new IllegalArgumentException(
            "a condition has an operator, a key and at least one value");
      }
    }
  }
}
