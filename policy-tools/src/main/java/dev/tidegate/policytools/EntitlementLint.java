package dev.tidegate.policytools;

import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Lints one entitlement by itself: its parameters, resources, actions and session size.
record EntitlementLint(Entitlement entitlement, KnownActions actions, SessionPolicySizer size) {
  private static final Duration LONG = Duration.ofHours(24);

  /// Values that have nothing in common: a pattern that accepts all of them accepts anything.
  private static final List<String> PROBES = List.of("a", "Zz-9", "x/y", "x:y", "a.b_c", "@%+=,");

  private static final Set<String> WIDE_POLICIES =
      Set.of("AdministratorAccess", "PowerUserAccess", "IAMFullAccess");

  void into(List<Lint.Issue> issues) {
    for (Permission permission : entitlement.permissions()) {
      permission.actions().forEach(action -> action(action, issues));
      resources(permission, issues);
      new PermissionLint(entitlement.name(), permission, actions).into(issues);
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
                    pattern(parameter),
                    "a pattern that some values do not match expected for "
                        + parameter.name()
                        + ", found "
                        + pattern(parameter)));
    if (entitlement.longest().length().compareTo(LONG) > 0) {
      add(
          issues,
          Lint.Code.LONG_DURATION,
          "longest",
          "",
          "at most 24h expected, found "
              + entitlement.longest()
              + ": access for days is seldom needed");
    }
    if (entitlement.target() instanceof Target.AccessRole role) {
      policies(role, issues);
      size(role, issues);
    }
  }

  private void action(String action, List<Lint.Issue> issues) {
    switch (actions.about(action)) {
      case UNKNOWN_ACTION ->
          add(
              issues,
              Lint.Code.UNKNOWN_ACTION,
              "permissions",
              action,
              "an action of IAM expected, found " + action);
      case UNKNOWN_SERVICE ->
          add(
              issues,
              Lint.Code.UNKNOWN_SERVICE,
              "permissions",
              action,
              "a service that IAM is known to have expected, found " + action);
      case KNOWN -> {
        if (action.endsWith(":*")) {
          add(
              issues,
              Lint.Code.WIDE_ACTION,
              "permissions",
              action,
              "the actions that are needed expected, found all of them: " + action);
        }
      }
    }
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
      if (everyOne(resource) && !readsOnly) {
        add(
            issues,
            Lint.Code.WIDE_RESOURCE,
            "permissions",
            resource,
            "the resources that are meant expected for actions that change something, found "
                + resource);
      }
    }
  }

  /// Returns whether a resource matches everything, or everything of one type in an account
  /// (`table/*`).
  private static boolean everyOne(String resource) {
    if (resource.equals("*")) {
      return true;
    }
    String[] parts = resource.split(":", 6);
    return parts[5].equals("*") || (!parts[4].isEmpty() && parts[5].matches("[a-z-]+[/:][*]"));
  }

  private static boolean takesAnything(Parameter parameter) {
    return parameter.pattern().isPresent()
        && PROBES.stream().allMatch(probe -> parameter.objection(probe).isEmpty());
  }

  private static String pattern(Parameter parameter) {
    return parameter.pattern().orElseThrow().pattern();
  }

  private void policies(Target.AccessRole role, List<Lint.Issue> issues) {
    for (String policy : role.policies()) {
      String name = policy.substring(policy.lastIndexOf('/') + 1);
      if (policy.contains(":iam::aws:") && WIDE_POLICIES.contains(name)) {
        add(
            issues,
            Lint.Code.WIDE_POLICY,
            "session",
            "",
            "a policy that allows what is needed expected, found " + policy);
      }
    }
  }

  private void size(Target.AccessRole role, List<Lint.Issue> issues) {
    int room = SessionSpec.POLICY_CHARACTERS - role.policyCharacters();
    SessionSizeLint sizes = SessionSizeLint.of(entitlement, size, room);
    if (sizes.surely() > room) {
      add(
          issues,
          Lint.Code.SESSION_TOO_LARGE,
          "permissions",
          "",
          "a session policy of at most "
              + SessionSpec.POLICY_CHARACTERS
              + " characters expected, found at least "
              + (sizes.surely() + role.policyCharacters())
              + ": "
              + Permission.split(entitlement.permissions().size()));
    } else if (sizes.most() > room) {
      add(
          issues,
          Lint.Code.SESSION_MAY_NOT_FIT,
          "permissions",
          "",
          "a session policy of at most "
              + SessionSpec.POLICY_CHARACTERS
              + " characters with every value of the parameters expected, found "
              + (sizes.least() + role.policyCharacters())
              + " with the shortest and "
              + (sizes.most() + role.policyCharacters())
              + " with the longest: bound their length");
    }
  }

  private void add(
      List<Lint.Issue> issues, Lint.Code code, String key, String value, String message) {
    issues.add(new Lint.Issue(code, "entitlements", entitlement.name(), key, value, message));
  }
}
