package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.ConditionText;
import dev.tidegate.core.policy.DecisionContext;
import dev.tidegate.core.policy.Guardrails;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One way in which somebody can get an entitlement: the rule, the longest duration, the uses, the
/// approvals, and further conditions. The demands of guardrails are included.
///
/// @param approvals empty when nobody has to approve
/// @param conditions further conditions in words, including denies that apply only at times
public record AccessPath(
    Name rule,
    AccessDuration longest,
    Set<Use> uses,
    List<ApproverSet> approvals,
    List<String> conditions) {
  public AccessPath {
    uses = Collections.unmodifiableSet(EnumSet.copyOf(uses));
    approvals = List.copyOf(approvals);
    conditions = List.copyOf(conditions);
  }

  /// Returns every way in which `person` can get `entitlement`, in the order of the file; none when
  /// no rule gives it or a deny overrides all that do.
  public static List<AccessPath> of(Policy policy, Principal person, Entitlement entitlement) {
    return of(policy, person, entitlement, Optional::of);
  }

  /// Returns the ways that are open at one instant. Hours and rota turns are evaluated at that
  /// instant and are no longer among the conditions.
  public static List<AccessPath> of(
      Policy policy, Principal person, Entitlement entitlement, Instant at) {
    RequestedAccess requested =
        new RequestedAccess(
            entitlement.name(),
            new TreeMap<>(),
            entitlement.longest(),
            Use.INCIDENT,
            Optional.empty(),
            "who can");
    DecisionContext then = new DecisionContext(person, requested, entitlement.account(), at);
    return of(policy, person, entitlement, conditions -> stillOpen(conditions, then));
  }

  private static Optional<List<Condition>> stillOpen(
      List<Condition> conditions, DecisionContext then) {
    List<Condition> open = new ArrayList<>();
    for (Condition condition : conditions) {
      if (!isOfTime(condition)) {
        open.add(condition);
      } else if (!condition.met(then)) {
        return Optional.empty();
      }
    }
    return Optional.of(open);
  }

  /// Returns whether an instant tells if a condition is met, without anybody asking.
  private static boolean isOfTime(Condition condition) {
    return switch (condition) {
      case Hours _, OnCall(OnCall.Source.Turn _) -> true;
      case OnCall _,
          Condition.InGroup _,
          Condition.ForUse _,
          Condition.NoLongerThan _,
          Condition.StartsWithin _,
          Condition.TicketLike _,
          Condition.OfAccount _,
          SecondFactor _,
          Network _ ->
          false;
    };
  }

  /// @param left returns the conditions that remain open, or empty when one does not hold
  private static List<AccessPath> of(
      Policy policy,
      Principal person,
      Entitlement entitlement,
      Function<List<Condition>, Optional<List<Condition>>> left) {
    List<Rule> rules =
        policy.rulesFor(entitlement.name(), person).stream()
            .filter(rule -> rule.reaches(entitlement.account()))
            .flatMap(rule -> left.apply(rule.conditions()).map(rule::under).stream())
            .toList();
    Set<Use> uses =
        entitlement.uses().isEmpty()
            ? EnumSet.allOf(Use.class)
            : EnumSet.copyOf(entitlement.uses());
    List<Unless> unless = new ArrayList<>();
    for (Rule rule : rules) {
      if (!rule.shows()) {
        deny(rule, uses, unless);
      }
    }
    List<AccessPath> ways = new ArrayList<>();
    for (Rule rule : rules) {
      Guardrails guardrails = policy.guardrails().about(entitlement, rule.breaksGlass());
      Optional<List<ApproverSet>> sets = guardrails.approvals(rule.effect());
      Optional<List<Condition>> demands = left.apply(guardrails.demands());
      if (sets.isPresent() && demands.isPresent()) {
        way(rule.alsoUnder(demands.get()), sets.get(), entitlement, uses, unless)
            .map(found -> found.breakingGlass(rule))
            .ifPresent(ways::add);
      }
    }
    return ways;
  }

  private AccessPath breakingGlass(Rule by) {
    if (!(by.effect() instanceof Rule.Effect.BreakGlass glass)) {
      return this;
    }
    List<String> all = new ArrayList<>(conditions);
    all.add(
        "breaking the glass, which "
            + glass.review().groups().stream().map(Group::name).collect(Collectors.joining(" or "))
            + " reviews afterwards");
    return new AccessPath(rule, longest.atMost(glass.longest()), uses, approvals, all);
  }

  /// Returns whether this way needs no approval.
  public boolean alone() {
    return approvals.isEmpty();
  }

  /// Returns a text that is equal for two ways that differ only in the name of the rule or in the
  /// order of the approver sets.
  public String essence() {
    return toString();
  }

  /// A deny that applies only at times: the uses that it denies, and when.
  private record Unless(Set<Use> denied, String when) {
    /// Returns the condition that it adds to a way for `uses`, or empty when it denies none of
    /// them.
    Optional<String> of(Set<Use> uses) {
      Set<Use> both = EnumSet.copyOf(uses);
      both.retainAll(denied);
      return both.isEmpty()
          ? Optional.empty()
          : Optional.of((both.equals(uses) ? "not: " : "not for " + words(both) + ": ") + when);
    }
  }

  private static String words(Set<Use> uses) {
    return uses.stream().map(Use::word).collect(Collectors.joining(" or "));
  }

  /// Removes the denied uses from `uses`; a deny with hours is added to `unless` instead, as a
  /// condition of the ways that it affects.
  private static void deny(Rule rule, Set<Use> uses, List<Unless> unless) {
    Set<Use> denied = EnumSet.allOf(Use.class);
    List<String> when = new ArrayList<>();
    for (Condition condition : rule.conditions()) {
      switch (condition) {
        case Condition.ForUse forUse -> denied.retainAll(forUse.uses());
        case Condition.OfAccount _, Condition.InGroup _ -> {}
        case Condition.NoLongerThan _,
            Condition.StartsWithin _,
            Condition.TicketLike _,
            Hours _,
            SecondFactor _,
            Network _,
            OnCall _ ->
            when.add(ConditionText.expected(condition));
      }
    }
    if (when.isEmpty()) {
      uses.removeAll(denied);
    } else {
      unless.add(new Unless(denied, String.join(" and ", when) + " (" + rule.name() + ")"));
    }
  }

  private static Optional<AccessPath> way(
      Rule rule, List<ApproverSet> sets, Entitlement of, Set<Use> allowed, List<Unless> unless) {
    AccessDuration longest = of.longest();
    Set<Use> uses = EnumSet.noneOf(Use.class);
    uses.addAll(allowed);
    List<String> further = new ArrayList<>();
    for (Condition condition : rule.conditions()) {
      switch (condition) {
        case Condition.NoLongerThan(AccessDuration most) -> longest = longest.atMost(most);
        case Condition.ForUse forUse -> uses.retainAll(forUse.uses());
        case Condition.OfAccount _, Condition.InGroup _ -> {}
        case Condition.StartsWithin _,
            Condition.TicketLike _,
            Hours _,
            SecondFactor _,
            Network _,
            OnCall _ ->
            further.add(ConditionText.expected(condition));
      }
    }
    if (uses.isEmpty()) {
      return Optional.empty();
    }
    unless.forEach(one -> one.of(uses).ifPresent(further::add));
    return Optional.of(new AccessPath(rule.name(), longest, uses, sets, further));
  }

  @Override
  public String toString() {
    TreeMap<String, String> sets = new TreeMap<>();
    for (ApproverSet set : approvals) {
      sets.merge(
          set.count()
              + " of "
              + set.groups().stream().map(Group::name).collect(Collectors.joining(" or ")),
          "",
          (one, _) -> one);
    }
    String approval =
        alone() ? "without approval" : "approved by " + String.join(" and ", sets.keySet());
    String forUses = uses.size() == Use.values().length ? "" : ", for " + words(uses);
    String when = conditions.isEmpty() ? "" : ", with " + String.join("; ", conditions);
    return approval + ", at most " + longest + forUses + when;
  }
}
