package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Guardrails;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Lints guardrails together with the rules: reports where a guardrail takes back what a rule
/// explicitly gives, and where a later rule gives without the approval that an earlier one needs.
record GuardrailLint(Policy policy, KnownPeople directory) {
  void into(List<Lint.Issue> issues) {
    List<Rule> asking = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      if (rule.shows()) {
        List<Entitlement> reached = RuleScope.reached(policy, rule);
        policy.guardrails().all().forEach(one -> overridden(rule, reached, one, issues));
        unapprovable(rule, reached, issues);
      }
      switch (rule.effect()) {
        case Rule.Effect.Approve _ -> asking.add(rule);
        case Rule.Effect.Allow _ ->
            asking.stream()
                .filter(earlier -> undercuts(rule, earlier))
                .findFirst()
                .ifPresent(earlier -> undercut(rule, earlier, issues));
        case Rule.Effect.Deny _, Rule.Effect.BreakGlass _ -> {}
      }
    }
    for (Guardrail guardrail : policy.guardrails().all()) {
      if (policy.entitlements().stream().noneMatch(guardrail::guards)) {
        add(
            issues,
            Lint.Code.IDLE_GUARDRAIL,
            guardrail,
            "",
            "",
            "an entitlement in one of the accounts that are meant expected; it guards nothing");
      }
      guardrail.sets().forEach(set -> groups(guardrail, set, issues));
    }
  }

  /// Adds an issue for each thing that a rule gives and a guardrail takes back.
  private static void overridden(
      Rule rule, List<Entitlement> reached, Guardrail guardrail, List<Lint.Issue> issues) {
    boolean glass = rule.breaksGlass();
    if (reached.stream().noneMatch(guardrail::guards) || (glass && guardrail.exemptsBreakGlass())) {
      return;
    }
    if (rule.effect() instanceof Rule.Effect.Allow && !guardrail.sets().isEmpty()) {
      add(
          issues,
          Lint.Code.OVERRIDDEN_RULE,
          rule,
          "approval",
          "approvers expected: the guardrail "
              + guardrail.name()
              + " has "
              + guardrail.sets().stream()
                  .map(Guardrails::words)
                  .collect(Collectors.joining(" and "))
              + " approve what this rule gives at once");
    }
    for (Condition demand : guardrail.demands()) {
      if (demand instanceof Condition.NoLongerThan(AccessDuration most)
          && promised(rule).filter(longest -> longest.compareTo(most) > 0).isPresent()) {
        add(
            issues,
            Lint.Code.OVERRIDDEN_RULE,
            rule,
            glass ? "breakGlass" : "longest",
            "at most "
                + most
                + " expected, which is the longest that the guardrail "
                + guardrail.name()
                + " lets through, found "
                + promised(rule).get());
      }
    }
  }

  private static Optional<AccessDuration> promised(Rule rule) {
    if (rule.effect() instanceof Rule.Effect.BreakGlass glass) {
      return Optional.of(glass.longest());
    }
    return rule.conditions().stream()
        .flatMap(
            one ->
                one instanceof Condition.NoLongerThan(AccessDuration most)
                    ? Optional.of(most).stream()
                    : Optional.<AccessDuration>empty().stream())
        .findFirst();
  }

  private void unapprovable(Rule rule, List<Entitlement> reached, List<Lint.Issue> issues) {
    boolean glass = rule.breaksGlass();
    for (Entitlement entitlement : reached) {
      Guardrails guardrails = policy.guardrails().about(entitlement, glass);
      if (guardrails.approvals(rule.effect()).isEmpty()) {
        String name = guardrails.demandingApproval().getFirst().name().text();
        add(
            issues,
            Lint.Code.UNAPPROVABLE_RULE,
            rule,
            glass ? "breakGlass" : "approval",
            glass
                ? "breakGlass: exempt expected in the guardrail "
                    + name
                    + ", which demands approval: this rule gives nothing of "
                    + entitlement.name()
                : "approvers expected, here or in the guardrail "
                    + name
                    + ", which demands approval: nobody could approve "
                    + entitlement.name());
        return;
      }
    }
  }

  /// Returns whether `allowing` decides, without approval, a request that `asking` would send to
  /// approvers.
  private boolean undercuts(Rule allowing, Rule asking) {
    return allowing.who().audience().meets(asking.who().audience())
        && uses(allowing).stream().anyMatch(uses(asking)::contains)
        && RuleScope.reached(policy, asking).stream()
            .filter(one -> allowing.entitlements().contains(one.name()))
            .filter(RuleScope.reached(policy, allowing)::contains)
            .anyMatch(one -> policy.guardrails().about(one, false).demandingApproval().isEmpty());
  }

  private static Set<Use> uses(Rule rule) {
    Set<Use> uses = EnumSet.allOf(Use.class);
    for (Condition condition : rule.conditions()) {
      if (condition instanceof Condition.ForUse(Set<Use> some)) {
        uses.retainAll(some);
      }
    }
    return uses;
  }

  private static void undercut(Rule allowing, Rule asking, List<Lint.Issue> issues) {
    add(
        issues,
        Lint.Code.UNDERCUT_APPROVAL,
        allowing,
        "approval",
        "a place before "
            + asking.name()
            + " expected, since it answers first and without its approvers; or a guardrail that"
            + " demands approval");
  }

  private void groups(Guardrail guardrail, ApproverSet set, List<Lint.Issue> issues) {
    for (Group group : set.groups()) {
      if (!directory.has(group)) {
        add(
            issues,
            Lint.Code.UNKNOWN_GROUP,
            guardrail,
            "approvers",
            group.name(),
            "a group of the identity provider or of this file expected, found " + group.name());
      } else if (directory.known() && directory.of(group).isEmpty()) {
        add(
            issues,
            Lint.Code.EMPTY_GROUP,
            guardrail,
            "approvers",
            group.name(),
            "a group with people in it expected, found " + group.name());
      }
    }
  }

  private static void add(
      List<Lint.Issue> issues, Lint.Code code, Rule rule, String key, String message) {
    issues.add(new Lint.Issue(code, "rules", rule.name(), key, "", message));
  }

  private static void add(
      List<Lint.Issue> issues,
      Lint.Code code,
      Guardrail guardrail,
      String key,
      String value,
      String message) {
    issues.add(new Lint.Issue(code, "guardrails", guardrail.name(), key, value, message));
  }
}
