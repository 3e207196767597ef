package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.policy.SecondFactor;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The scope of a rule: the entitlements to which it can apply, and whether another rule covers it.
final class RuleScope {
  private RuleScope() {}

  /// Returns the entitlements of a rule to which it can apply.
  static List<Entitlement> reached(Policy policy, Rule rule) {
    return rule.entitlements().stream()
        .flatMap(name -> policy.entitlement(name).stream())
        .filter(one -> rule.conditions().stream().allMatch(condition -> possible(condition, one)))
        .toList();
  }

  private static boolean possible(Condition condition, Entitlement of) {
    return switch (condition) {
      case Condition.ForUse(Set<Use> uses) ->
          of.uses().isEmpty() || uses.stream().anyMatch(of.uses()::contains);
      case Condition.OfAccount one -> one.has(of.account());
      case Condition.InGroup _,
          Condition.NoLongerThan _,
          Condition.StartsWithin _,
          Condition.TicketLike _,
          Hours _,
          SecondFactor _,
          Network _,
          OnCall _ ->
          true;
    };
  }

  /// Returns whether `other` applies whenever `rule` does, for everybody and everything that `rule`
  /// is about.
  static boolean covers(Rule other, Rule rule, List<Entitlement> reached) {
    Set<Name> names = new HashSet<>(reached.stream().map(Entitlement::name).toList());
    return other.who().audience().covers(rule.who().audience())
        && other.entitlements().containsAll(names)
        && other.conditions().stream().allMatch(one -> implied(one, rule, reached));
  }

  private static boolean implied(Condition condition, Rule by, List<Entitlement> reached) {
    if (by.conditions().contains(condition)) {
      return true;
    }
    return switch (condition) {
      case Condition.NoLongerThan most ->
          reached.stream().allMatch(one -> one.longest().compareTo(most.longest()) <= 0)
              || by.conditions().stream()
                  .anyMatch(
                      one ->
                          one instanceof Condition.NoLongerThan(AccessDuration longest)
                              && longest.compareTo(most.longest()) <= 0);
      case Condition.ForUse(Set<Use> uses) ->
          uses.containsAll(EnumSet.allOf(Use.class))
              || by.conditions().stream()
                  .anyMatch(
                      one ->
                          one instanceof Condition.ForUse(Set<Use> fewer)
                              && uses.containsAll(fewer));
      case Condition.OfAccount account ->
          reached.stream().allMatch(one -> account.has(one.account()));
      case Condition.InGroup _,
          Condition.StartsWithin _,
          Condition.TicketLike _,
          Hours _,
          SecondFactor _,
          Network _,
          OnCall _ ->
          false;
    };
  }

  /// Returns whether an earlier rule does not shadow a later one: an earlier approval does not
  /// decide what a later rule allows at once, and break-glass rules decide other requests than all
  /// other rules.
  static boolean weaker(Rule earlier, Rule later) {
    return switch (earlier.effect()) {
      case Rule.Effect.Approve _ ->
          later.breaksGlass() || later.effect() instanceof Rule.Effect.Allow;
      case Rule.Effect.BreakGlass _ -> !later.breaksGlass();
      case Rule.Effect.Allow _, Rule.Effect.Deny _ -> later.breaksGlass();
    };
  }
}
