package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Lints the rules, each by itself and against those before it.
record RuleLint(Policy policy, KnownPeople directory) {
  void into(List<Lint.Issue> issues) {
    List<Rule> denies =
        policy.rules().stream().filter(rule -> rule.effect() instanceof Rule.Effect.Deny).toList();
    List<Rule> before = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      groups(rule, issues);
      if (!rule.shows()) {
        continue;
      }
      List<Entitlement> reached = RuleScope.reached(policy, rule);
      if (reached.isEmpty()) {
        add(
            issues,
            Lint.Code.UNREACHABLE_RULE,
            rule,
            "",
            "uses and account labels that one of its entitlements has expected; it never applies");
      } else if (denies.stream().anyMatch(deny -> RuleScope.covers(deny, rule, reached))) {
        Rule deny =
            denies.stream()
                .filter(one -> RuleScope.covers(one, rule, reached))
                .findFirst()
                .orElseThrow();
        add(
            issues,
            Lint.Code.DENIED_RULE,
            rule,
            "groups",
            "people whom " + deny.name() + " does not deny expected; the rule gives nothing");
      } else {
        before.stream()
            .filter(
                earlier ->
                    RuleScope.covers(earlier, rule, reached) && !RuleScope.weaker(earlier, rule))
            .findFirst()
            .ifPresent(
                earlier ->
                    add(
                        issues,
                        Lint.Code.SHADOWED_RULE,
                        rule,
                        "",
                        "a case that "
                            + earlier.name()
                            + ", which comes before, does not answer expected"));
      }
      tooLong(rule, reached, issues);
      reached.stream()
          .flatMap(
              one ->
                  policy
                      .guardrails()
                      .about(one, rule.breaksGlass())
                      .approvals(rule.effect())
                      .stream()
                      .flatMap(List::stream))
          .distinct()
          .forEach(set -> approvers(rule, set, issues));
      if (rule.effect() instanceof Rule.Effect.BreakGlass glass) {
        reviewers(rule, glass.review().groups(), issues);
      }
      before.add(rule);
    }
  }

  private void approvers(Rule rule, ApproverSet set, List<Lint.Issue> issues) {
    if (rule.who().groups().containsAll(set.groups())) {
      add(
          issues,
          Lint.Code.PEERS_APPROVE,
          rule,
          "approvers",
          "approvers of another group than who asks expected; in "
              + set.name()
              + " colleagues approve each other");
    }
    if (!directory.known()) {
      return;
    }
    List<Principal> people = directory.of(set);
    directory.people().stream()
        .filter(rule.who()::includes)
        .filter(
            person ->
                people.stream().filter(one -> !one.id().equals(person.id())).count() < set.count())
        .findFirst()
        .ifPresent(
            person ->
                add(
                    issues,
                    Lint.Code.TOO_FEW_APPROVERS,
                    rule,
                    "approvers",
                    (set.count() == 1 ? "somebody" : set.count() + " people")
                        + " beside "
                        + person.label()
                        + " expected in "
                        + set.name()
                        + "; nobody else can answer"));
  }

  /// Reports reviewers of break-glass access who are too few: nobody may review their own, and
  /// whoever still owes a review cannot break the glass again.
  private void reviewers(Rule rule, SortedSet<Group> reviewers, List<Lint.Issue> issues) {
    if (rule.who().groups().containsAll(reviewers)) {
      add(
          issues,
          Lint.Code.PEERS_REVIEW,
          rule,
          "breakGlass",
          "reviewers of another group than who asks expected; colleagues review each other");
    }
    if (!directory.known()) {
      return;
    }
    directory.people().stream()
        .filter(rule.who()::includes)
        .filter(
            person ->
                directory.people().stream()
                    .filter(one -> !one.id().equals(person.id()))
                    .noneMatch(one -> one.inAnyOf(reviewers)))
        .findFirst()
        .ifPresent(
            person ->
                add(
                    issues,
                    Lint.Code.NO_REVIEWER,
                    rule,
                    "breakGlass",
                    "somebody beside "
                        + person.label()
                        + " expected in "
                        + String.join(" or ", reviewers.stream().map(Group::name).toList())
                        + "; nobody else can review"));
  }

  /// Reports a rule that promises more time than any of its entitlements gives.
  private static void tooLong(Rule rule, List<Entitlement> reached, List<Lint.Issue> issues) {
    Optional<AccessDuration> most =
        reached.stream().map(Entitlement::longest).max(Comparator.naturalOrder());
    for (Condition condition : rule.conditions()) {
      if (condition instanceof Condition.NoLongerThan(AccessDuration longest)
          && most.filter(span -> span.compareTo(longest) < 0).isPresent()) {
        add(
            issues,
            Lint.Code.LONGER_THAN_ENTITLEMENT,
            rule,
            "longest",
            "at most "
                + most.get()
                + " expected, which is the longest that its entitlements give, found "
                + longest);
      }
    }
  }

  private void groups(Rule rule, List<Lint.Issue> issues) {
    SortedSet<Group> groups = new TreeSet<>(rule.who().groups());
    switch (rule.effect()) {
      case Rule.Effect.Approve approve ->
          approve.sets().forEach(set -> groups.addAll(set.groups()));
      case Rule.Effect.BreakGlass glass -> groups.addAll(glass.review().groups());
      case Rule.Effect.Allow _, Rule.Effect.Deny _ -> {}
    }
    for (Group group : groups) {
      if (!directory.has(group)) {
        add(
            issues,
            Lint.Code.UNKNOWN_GROUP,
            rule,
            key(rule, group),
            group.name(),
            "a group of the identity provider or of this file expected, found " + group.name());
      } else if (directory.known() && directory.of(group).isEmpty()) {
        add(
            issues,
            Lint.Code.EMPTY_GROUP,
            rule,
            key(rule, group),
            group.name(),
            "a group with people in it expected, found " + group.name());
      }
    }
  }

  private static String key(Rule rule, Group group) {
    if (rule.who().groups().contains(group)) {
      return "groups";
    }
    return rule.breaksGlass() ? "breakGlass" : "approvers";
  }

  private static void add(
      List<Lint.Issue> issues, Lint.Code code, Rule rule, String key, String message) {
    add(issues, code, rule, key, "", message);
  }

  private static void add(
      List<Lint.Issue> issues,
      Lint.Code code,
      Rule rule,
      String key,
      String value,
      String message) {
    issues.add(new Lint.Issue(code, "rules", rule.name(), key, value, message));
  }
}
