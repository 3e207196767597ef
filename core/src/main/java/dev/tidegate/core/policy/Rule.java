package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A rule: who may request which entitlements, under which conditions and with whose approval; or
/// who may not.
///
/// A rule shows its entitlements to everybody in its groups, whether or not its other conditions
/// are met.
public record Rule(
    Name name,
    SortedSet<Name> entitlements,
    Condition.InGroup who,
    List<Condition> conditions,
    Effect effect) {
  public Rule {
    entitlements = Collections.unmodifiableSortedSet(new TreeSet<>(entitlements));
    conditions = List.copyOf(conditions);
  }

  /// Returns the same rule with these conditions instead of its own.
  public Rule under(List<Condition> others) {
    return new Rule(name, entitlements, who, others, effect);
  }

  /// Returns the same rule with these conditions as well, each once: what guardrails demand.
  public Rule alsoUnder(List<Condition> demands) {
    List<Condition> all = new ArrayList<>(conditions);
    demands.stream().filter(demand -> !all.contains(demand)).forEach(all::add);
    return under(all);
  }

  /// Returns whether no condition keeps the rule from applying in this account. Conditions that are
  /// about something else are not looked at.
  public boolean reaches(Account account) {
    return conditions.stream()
        .allMatch(
            condition ->
                switch (condition) {
                  case Condition.OfAccount one -> one.has(account);
                  case Condition.InGroup _,
                      Condition.ForUse _,
                      Condition.NoLongerThan _,
                      Condition.StartsWithin _,
                      Condition.TicketLike _,
                      Hours _,
                      SecondFactor _,
                      Network _,
                      OnCall _ ->
                      true;
                });
  }

  /// Returns whether it is a break-glass rule.
  public boolean breaksGlass() {
    return effect instanceof Effect.BreakGlass;
  }

  /// Returns whether all conditions are met.
  public boolean appliesIn(DecisionContext context) {
    return who.met(context) && conditions.stream().allMatch(condition -> condition.met(context));
  }

  /// Returns whether the rule shows its entitlements to its groups; a deny shows nothing.
  public boolean shows() {
    return !(effect instanceof Effect.Deny);
  }

  /// What a rule does when all its conditions are met.
  public sealed interface Effect {
    /// Refuses, whatever other rules say.
    record Deny() implements Effect {}

    /// Allows at once.
    record Allow() implements Effect {}

    /// Allows break-glass requests, and no others, at once, for at most `longest` and with a review
    /// afterwards.
    record BreakGlass(AccessDuration longest, AfterReviewDuty review) implements Effect {}

    /// Allows once all of `sets` have approved, within `answerWithin`.
    record Approve(List<ApproverSet> sets, Duration answerWithin) implements Effect {
      public Approve {
        sets = List.copyOf(sets);
      }
    }
  }
}
