package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// What a policy says, written as the manual has it: one sentence after another, over every rule.
final class SlowDecider {
  private SlowDecider() {}

  static String decide(
      Map<Name, Entitlement> entitlements,
      List<Rule> rules,
      List<Guardrail> guardrails,
      Principal person,
      RequestedAccess requested,
      Instant now) {
    Entitlement entitlement = entitlements.get(requested.entitlement());
    boolean shown = false;
    for (Rule rule : rules) {
      boolean denies = rule.effect() instanceof Rule.Effect.Deny;
      shown |= !denies && about(rule, requested) && isFor(rule, person);
    }
    if (entitlement == null || !shown) {
      return "refused";
    }
    DecisionContext situation = new DecisionContext(person, requested, entitlement.account(), now);
    for (Rule rule : rules) {
      if (rule.effect() instanceof Rule.Effect.Deny && holds(rule, requested, situation)) {
        return "refused";
      }
    }
    if (requested.duration().compareTo(entitlement.longest()) > 0) {
      return "refused";
    }
    if (!entitlement.uses().isEmpty() && !entitlement.uses().contains(requested.use())) {
      return "refused";
    }
    List<Guardrail> binding =
        guardrails.stream()
            .filter(one -> isAbout(one, entitlement))
            .filter(one -> !requested.breakGlass() || !one.exemptsBreakGlass())
            .toList();
    boolean approval = false;
    for (Guardrail guardrail : binding) {
      for (Condition demand : guardrail.demands()) {
        if (!demand.met(situation)) {
          return "refused";
        }
      }
      approval |= guardrail.approval() instanceof Guardrail.Approval.Always;
    }
    if (requested.breakGlass() && approval) {
      return "refused";
    }
    if (requested.breakGlass()) {
      for (Rule rule : rules) {
        if (rule.effect() instanceof Rule.Effect.BreakGlass glass
            && holds(rule, requested, situation)
            && requested.duration().compareTo(glass.longest()) <= 0) {
          return "allowed, owing " + glass.review();
        }
      }
      return "refused";
    }
    for (Rule rule : rules) {
      if (!approval
          && rule.effect() instanceof Rule.Effect.Allow
          && holds(rule, requested, situation)) {
        return "allowed";
      }
    }
    for (Rule rule : rules) {
      if (rule.effect() instanceof Rule.Effect.Approve approve
          && holds(rule, requested, situation)) {
        return "approval " + beside(approve.sets(), binding) + " within " + approve.answerWithin();
      }
    }
    for (Rule rule : rules) {
      List<ApproverSet> sets = beside(List.of(), binding);
      if (!sets.isEmpty()
          && rule.effect() instanceof Rule.Effect.Allow
          && holds(rule, requested, situation)) {
        return "approval " + sets + " within PT24H";
      }
    }
    return "refused";
  }

  private static boolean isAbout(Guardrail guardrail, Entitlement entitlement) {
    boolean named =
        guardrail.entitlements().isEmpty()
            || guardrail.entitlements().stream().anyMatch(entitlement.name()::equals);
    boolean there = true;
    for (Condition in : guardrail.in()) {
      there &=
          in instanceof Condition.AccountLabels(SortedMap<String, String> labels)
              && labels.entrySet().stream()
                  .allMatch(
                      label ->
                          label
                              .getValue()
                              .equals(entitlement.account().labels().get(label.getKey())));
    }
    return named && there;
  }

  /// Each set of a guardrail, unless another one that is asked for anyway is as strict: each of
  /// those stands for one.
  private static List<ApproverSet> beside(List<ApproverSet> sets, List<Guardrail> binding) {
    List<ApproverSet> all = new ArrayList<>(sets);
    for (Guardrail guardrail : binding) {
      List<ApproverSet> taken = new ArrayList<>();
      List<ApproverSet> more = new ArrayList<>();
      for (ApproverSet set : guardrail.sets()) {
        List<ApproverSet> strict = new ArrayList<>(all);
        taken.forEach(strict::remove);
        strict.removeIf(one -> one.count() < set.count());
        strict.removeIf(one -> !set.groups().containsAll(one.groups()));
        if (strict.isEmpty()) {
          more.add(set);
        } else {
          taken.add(strict.getFirst());
        }
      }
      all.addAll(more);
    }
    return all;
  }

  private static boolean isFor(Rule rule, Principal person) {
    return switch (rule.who().audience()) {
      case Audience.Everybody _ -> true;
      case Audience.Members members -> person.inAnyOf(members.groups());
    };
  }

  private static boolean about(Rule rule, RequestedAccess requested) {
    return rule.entitlements().contains(requested.entitlement());
  }

  private static boolean holds(Rule rule, RequestedAccess requested, DecisionContext situation) {
    boolean holds = about(rule, requested) && isFor(rule, situation.requester());
    boolean bounded = rule.effect() instanceof Rule.Effect.Deny;
    for (Condition condition : rule.conditions()) {
      holds &= condition.met(situation);
      bounded |= condition instanceof Condition.StartsWithin;
    }
    Instant week = situation.now().plus(Duration.ofDays(7));
    return holds && (bounded || requested.startsAt().filter(week::isBefore).isEmpty());
  }
}
