package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who may ask for which entitlements, under which conditions, approved by whom; or who may not.
///
/// A rule shows its entitlements to whoever is in its groups, whether or not its other conditions
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

  /// Returns the same rule under these conditions instead of its own.
  public Rule under(List<Condition> others) {
    return new Rule(name, entitlements, who, others, effect);
  }

  /// Returns whether it is for asks that break the glass, and for no others.
  public boolean breaksGlass() {
    return effect instanceof Effect.BreakGlass;
  }

  /// Says whether all conditions are met.
  public boolean appliesIn(DecisionContext situation) {
    return who.met(situation)
        && conditions.stream().allMatch(condition -> condition.met(situation));
  }

  /// Says whether the rule shows its entitlements to those in its groups: a deny shows nothing.
  public boolean shows() {
    return !(effect instanceof Effect.Deny);
  }

  /// What a rule whose conditions are all met does.
  public sealed interface Effect {
    /// No, whatever other rules say.
    record Deny() implements Effect {}

    /// Yes, at once.
    record Allow() implements Effect {}

    /// Yes, at once, to an ask that breaks the glass and to no other: for `longest` at most, with a
    /// review afterwards.
    record BreakGlass(AccessDuration longest, AfterReviewDuty review) implements Effect {}

    /// Yes, when all of `sets` have answered, within `answerWithin`.
    record Approve(List<ApproverSet> sets, Duration answerWithin) implements Effect {
      public Approve {
        sets = List.copyOf(sets);
      }
    }
  }
}
