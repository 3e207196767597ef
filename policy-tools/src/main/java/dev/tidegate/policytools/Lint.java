package dev.tidegate.policytools;

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

/// Finds what is valid in a policy, but probably not meant.
///
/// @param directory the people; if they are not known, empty groups are not reported
/// @param actions the catalogue of IAM actions
/// @param size measures session policies
public record Lint(KnownPeople directory, KnownActions actions, SessionPolicySizer size) {
  /// The kinds of issue. Their codes are part of the public interface: scripts and editors rely on
  /// them.
  public enum Code {
    UNKNOWN_ACTION(true),
    UNKNOWN_GROUP(true),
    DENIED_RULE(true),
    UNAPPROVABLE_RULE(true),
    IDLE_GUARDRAIL(true),
    UNREACHABLE_RULE(true),
    TOO_FEW_APPROVERS(true),
    SESSION_TOO_LARGE(true),
    UNKNOWN_SERVICE(false),
    UNFIT_RESOURCE(false),
    UNKNOWN_CONDITION_KEY(false),
    WHAT_REMAINS(false),
    SESSION_MAY_NOT_FIT(false),
    SHADOWED_RULE(false),
    OVERRIDDEN_RULE(false),
    UNDERCUT_APPROVAL(false),
    LONGER_THAN_ENTITLEMENT(false),
    PEERS_APPROVE(false),
    PEERS_REVIEW(false),
    NO_REVIEWER(false),
    EMPTY_GROUP(false),
    UNUSED_ENTITLEMENT(false),
    WIDE_ACTION(false),
    WIDE_RESOURCE(false),
    WIDE_PATTERN(false),
    WIDE_POLICY(false),
    LONG_DURATION(false);

    private final boolean error;

    Code(boolean error) {
      this.error = error;
    }

    /// Returns whether a policy with this issue must not be pushed.
    public boolean error() {
      return error;
    }

    /// Returns whether it is only information, with nothing to change.
    public boolean note() {
      return this == WHAT_REMAINS;
    }

    /// Returns the code as it is printed.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// One finding of the lint.
  ///
  /// @param section `rules`, `entitlements` or `guardrails`
  /// @param name the rule, entitlement or guardrail
  /// @param key its field
  /// @param value the text in that field that the issue is about; empty when it is about the whole
  ///   field
  public record Issue(
      Code code, String section, Name name, String key, String value, String message) {}

  /// Returns every issue, entitlements first, in the order of their names, then rules and
  /// guardrails in the order of the file.
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
                        "",
                        "a rule that gives it expected; nobody can ask for it"));
              }
              new EntitlementLint(entitlement, actions, size).into(issues);
            });
    new RuleLint(policy, directory).into(issues);
    new GuardrailLint(policy, directory).into(issues);
    return issues;
  }
}
