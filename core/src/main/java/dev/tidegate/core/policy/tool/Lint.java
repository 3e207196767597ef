package dev.tidegate.core.policy.tool;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Looks for what a valid policy most likely does not mean.
///
/// @param directory the people, if known; without them nothing is said of empty groups
/// @param knownAction says whether IAM has an action of that name, or one that it covers
public record Lint(Directory directory, Predicate<String> knownAction) {
  /// Kinds of issue: their words are part of the product.
  public enum Code {
    UNKNOWN_ACTION(true),
    DENIED_RULE(true),
    UNREACHABLE_RULE(true),
    TOO_FEW_APPROVERS(true),
    SESSION_TOO_LARGE(true),
    SHADOWED_RULE(false),
    PEERS_APPROVE(false),
    EMPTY_GROUP(false),
    UNUSED_ENTITLEMENT(false),
    WIDE_ACTION(false),
    WIDE_RESOURCE(false),
    WIDE_PATTERN(false),
    LONG_DURATION(false);

    private final boolean error;

    Code(boolean error) {
      this.error = error;
    }

    /// Says whether a policy with it should not be pushed.
    public boolean error() {
      return error;
    }

    /// Returns the word.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Something to look at.
  ///
  /// @param section `rules` or `entitlements`
  /// @param name the rule or entitlement
  /// @param key the field of it
  public record Issue(Code code, String section, Name name, String key, String message) {}

  /// Returns every issue, entitlements first, in the order of their names, then rules in the order
  /// of the file.
  public List<Issue> of(Policy policy) {
    List<Issue> issues = new ArrayList<>();
    Set<Name> named = new TreeSet<>();
    policy.rules().stream().filter(Rule::shows).forEach(rule -> named.addAll(rule.entitlements()));
    policy.entitlements().stream()
        .sorted(Comparator.comparing(Entitlement::name))
        .forEach(
            entitlement -> {
              if (!named.contains(entitlement.name())) {
                issues.add(
                    new Issue(
                        Code.UNUSED_ENTITLEMENT,
                        "entitlements",
                        entitlement.name(),
                        "",
                        "a rule that gives it expected; nobody can ask for it"));
              }
              new EntitlementLint(entitlement, knownAction).into(issues);
            });
    new RuleLint(policy, directory).into(issues);
    return issues;
  }
}
