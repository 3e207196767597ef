package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Ask;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a policy says, written as the manual has it: one sentence after another, over every rule.
final class SlowDecider {
  private SlowDecider() {}

  static String decide(
      Map<Name, Entitlement> entitlements,
      List<Rule> rules,
      Principal person,
      Ask ask,
      Instant now) {
    Entitlement entitlement = entitlements.get(ask.entitlement());
    boolean shown = false;
    for (Rule rule : rules) {
      boolean denies = rule.effect() instanceof Rule.Effect.Deny;
      shown |= !denies && about(rule, ask) && isFor(rule, person);
    }
    if (entitlement == null || !shown) {
      return "refused";
    }
    Situation situation = new Situation(person, ask, entitlement.account(), now);
    for (Rule rule : rules) {
      if (rule.effect() instanceof Rule.Effect.Deny && holds(rule, ask, situation)) {
        return "refused";
      }
    }
    if (ask.duration().compareTo(entitlement.longest()) > 0) {
      return "refused";
    }
    if (!entitlement.uses().isEmpty() && !entitlement.uses().contains(ask.use())) {
      return "refused";
    }
    if (ask.breakGlass()) {
      for (Rule rule : rules) {
        if (rule.effect() instanceof Rule.Effect.BreakGlass glass
            && holds(rule, ask, situation)
            && ask.duration().compareTo(glass.longest()) <= 0) {
          return "allowed, owing " + glass.review();
        }
      }
      return "refused";
    }
    for (Rule rule : rules) {
      if (rule.effect() instanceof Rule.Effect.Allow && holds(rule, ask, situation)) {
        return "allowed";
      }
    }
    for (Rule rule : rules) {
      if (rule.effect() instanceof Rule.Effect.Approve approve && holds(rule, ask, situation)) {
        return "approval " + approve.sets() + " within " + approve.answerWithin();
      }
    }
    return "refused";
  }

  private static boolean isFor(Rule rule, Principal person) {
    return switch (rule.who().audience()) {
      case Audience.Everybody _ -> true;
      case Audience.Members members -> person.inAnyOf(members.groups());
    };
  }

  private static boolean about(Rule rule, Ask ask) {
    return rule.entitlements().contains(ask.entitlement());
  }

  private static boolean holds(Rule rule, Ask ask, Situation situation) {
    boolean holds = about(rule, ask) && isFor(rule, situation.requester());
    boolean bounded = rule.effect() instanceof Rule.Effect.Deny;
    for (Condition condition : rule.conditions()) {
      holds &= condition.met(situation);
      bounded |= condition instanceof Condition.StartsWithin;
    }
    Instant week = situation.now().plus(Duration.ofDays(7));
    return holds && (bounded || ask.startsAt().filter(week::isBefore).isEmpty());
  }
}
