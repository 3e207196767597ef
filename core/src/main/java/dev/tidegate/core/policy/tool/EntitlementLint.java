package dev.tidegate.core.policy.tool;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.session.SessionSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Looks at one entitlement.
record EntitlementLint(Entitlement entitlement, Predicate<String> knownAction) {
  private static final Duration LONG = Duration.ofHours(24);

  /// Values that have nothing in common: a pattern that takes them all takes anything.
  private static final List<String> PROBES = List.of("a", "Zz-9", "x/y", "x:y", "a.b_c", "@%+=,");

  void into(List<Lint.Issue> issues) {
    for (Permission permission : entitlement.permissions()) {
      for (String action : permission.actions()) {
        if (!knownAction.test(action)) {
          add(
              issues,
              Lint.Code.UNKNOWN_ACTION,
              "permissions",
              "an action of IAM expected, found " + action);
        } else if (action.endsWith(":*")) {
          add(
              issues,
              Lint.Code.WIDE_ACTION,
              "permissions",
              "the actions that are needed expected, found all of them: " + action);
        }
      }
      resources(permission, issues);
    }
    entitlement.parameters().values().stream()
        .filter(EntitlementLint::takesAnything)
        .sorted(Comparator.comparing(Parameter::name))
        .forEach(
            parameter ->
                add(
                    issues,
                    Lint.Code.WIDE_PATTERN,
                    "parameters",
                    "a pattern that some values do not match expected for "
                        + parameter.name()
                        + ", found "
                        + parameter.pattern().orElseThrow().pattern()));
    if (entitlement.longest().length().compareTo(LONG) > 0) {
      add(
          issues,
          Lint.Code.LONG_DURATION,
          "longest",
          "at most 24h expected, found "
              + entitlement.longest()
              + ": access for days is seldom needed");
    }
    size(issues);
  }

  private void resources(Permission permission, List<Lint.Issue> issues) {
    boolean readsOnly =
        permission.actions().stream()
            .map(action -> action.substring(action.indexOf(':') + 1))
            .allMatch(
                action ->
                    action.startsWith("Describe")
                        || action.startsWith("List")
                        || action.startsWith("Get"));
    for (String resource : permission.resources()) {
      boolean everything = resource.equals("*") || resource.split(":", 6)[5].equals("*");
      if (everything && !readsOnly) {
        add(
            issues,
            Lint.Code.WIDE_RESOURCE,
            "permissions",
            "the resources that are meant expected for actions that change something, found "
                + resource);
      }
    }
  }

  private static boolean takesAnything(Parameter parameter) {
    return parameter.pattern().isPresent()
        && PROBES.stream().allMatch(probe -> parameter.objection(probe).isEmpty());
  }

  /// The session policy with the longest choices, or with nothing for parameters that have none:
  /// what does not fit so never fits.
  private void size(List<Lint.Issue> issues) {
    if (!(entitlement.target() instanceof Target.AccessRole)) {
      return;
    }
    Map<Name, String> values = new HashMap<>();
    entitlement
        .parameters()
        .forEach(
            (name, parameter) ->
                values.put(
                    name,
                    parameter.choices().stream()
                        .max(Comparator.comparingInt(String::length))
                        .orElse("")));
    int characters = SessionSize.atLeast(entitlement.filled(values));
    if (characters > SessionSpec.POLICY_CHARACTERS) {
      add(
          issues,
          Lint.Code.SESSION_TOO_LARGE,
          "permissions",
          "a session policy of at most "
              + SessionSpec.POLICY_CHARACTERS
              + " characters expected, found at least "
              + characters
              + ": split the entitlement's "
              + entitlement.permissions().size()
              + " permissions over several entitlements");
    }
  }

  private void add(List<Lint.Issue> issues, Lint.Code code, String key, String message) {
    issues.add(new Lint.Issue(code, "entitlements", entitlement.name(), key, message));
  }
}
