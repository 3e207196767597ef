package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.PermissionDescription;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.TidegateRole;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Lints the actions of one permission: which of their effects remain after the end of access, and
/// whether they support the permission's resources and condition keys.
///
/// An action on a resource of a type that it does not support is never allowed. A condition with a
/// key that the action does not support either never allows it or always does, depending on the
/// operator [AWS: IAM UG, IAM JSON policy elements: Condition operators].
record PermissionLint(Name entitlement, Permission permission, KnownActions actions) {
  void into(List<Lint.Issue> issues) {
    permission.actions().forEach(action -> remains(action, issues));
    Map<String, Collection<KnownActions.Known>> known = new LinkedHashMap<>();
    permission.actions().forEach(action -> known.put(action, actions.covered(action)));
    known.values().removeIf(Collection::isEmpty);
    resources(known, issues);
    for (Permission.Restriction condition : permission.conditions()) {
      condition(condition, known, issues);
    }
  }

  private void remains(String action, List<Lint.Issue> issues) {
    Permission alone = new Permission(List.of(action), permission.resources(), List.of());
    List<String> sentences =
        PermissionDescription.remains(
            new Target.AccessRole(TidegateRole.ACCESS_PREFIX), List.of(alone));
    if (!sentences.isEmpty()) {
      add(issues, Lint.Code.WHAT_REMAINS, action, String.join(" ", sentences));
    }
  }

  private void resources(
      Map<String, Collection<KnownActions.Known>> known, List<Lint.Issue> issues) {
    boolean eachActionFits = true;
    for (Map.Entry<String, Collection<KnownActions.Known>> action : known.entrySet()) {
      if (permission.resources().stream()
          .noneMatch(resource -> anyFits(action.getValue(), resource))) {
        eachActionFits = false;
        add(
            issues,
            Lint.Code.UNFIT_RESOURCE,
            action.getKey(),
            "a resource that "
                + action.getKey()
                + " can be given on expected ("
                + kinds(action.getValue())
                + "), found "
                + String.join(", ", permission.resources()));
      }
    }
    if (!eachActionFits || known.size() < permission.actions().size()) {
      return;
    }
    for (String resource : permission.resources()) {
      if (known.values().stream().noneMatch(covered -> anyFits(covered, resource))) {
        add(
            issues,
            Lint.Code.UNFIT_RESOURCE,
            resource,
            "a resource that one of the actions can be given on expected, found " + resource);
      }
    }
  }

  private static boolean anyFits(Collection<KnownActions.Known> actions, String resource) {
    return resource.equals("*")
        || actions.stream()
            .flatMap(action -> action.resources().stream())
            .anyMatch(arn -> ArnMatcher.fits(resource, arn));
  }

  private static String kinds(Collection<KnownActions.Known> actions) {
    List<String> arns =
        actions.stream().flatMap(action -> action.resources().stream()).distinct().toList();
    if (arns.isEmpty()) {
      return "*";
    }
    return arns.stream().limit(3).collect(Collectors.joining(", "))
        + (arns.size() > 3 ? ", ..." : "");
  }

  private void condition(
      Permission.Restriction condition,
      Map<String, Collection<KnownActions.Known>> known,
      List<Lint.Issue> issues) {
    String key = condition.key().toLowerCase(Locale.ROOT);
    if (key.startsWith("aws:")) {
      return;
    }
    List<String> unknowing =
        known.entrySet().stream()
            .filter(entry -> entry.getValue().stream().noneMatch(action -> knows(action, key)))
            .map(Map.Entry::getKey)
            .toList();
    boolean mayBeAbsent = condition.operator().endsWith("IfExists");
    if (unknowing.isEmpty() || (mayBeAbsent && unknowing.size() < permission.actions().size())) {
      return;
    }
    add(
        issues,
        Lint.Code.UNKNOWN_CONDITION_KEY,
        condition.key(),
        "a condition key that "
            + String.join(", ", unknowing)
            + (unknowing.size() == 1 ? " knows" : " know")
            + " expected, found "
            + condition.key()
            + ": AWS never sees a value for it there");
  }

  private static boolean knows(KnownActions.Known action, String key) {
    return action.conditionKeys().stream()
        .anyMatch(
            own ->
                own.equals(key)
                    || (own.matches(".*[$<].*")
                        && Pattern.matches(
                            Pattern.quote(own).replaceAll("[$][{][^}]*}|<[^>]*>", "\\\\E.+\\\\Q"),
                            key)));
  }

  private void add(List<Lint.Issue> issues, Lint.Code code, String value, String message) {
    issues.add(new Lint.Issue(code, "entitlements", entitlement, "permissions", value, message));
  }
}
