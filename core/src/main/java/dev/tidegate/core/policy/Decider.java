package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides one request. A deny that applies beats everything. Otherwise a rule that allows at once
/// beats one that needs approval, and of several that need approval, the first in the file decides.
/// If no rule applies, the answer is no. Only break-glass rules decide break-glass requests, and
/// they decide no others.
///
/// The demands of guardrails apply whichever rule decides, and their approver sets are added to
/// those of the rule. Where a guardrail demands approval, rules that allow at once come last, and
/// need the guardrails' approver sets.
///
/// Rules for groups that the requester is not in do not appear in the reasons, nor do denies that
/// do not apply: the requester should not try to meet their conditions.
final class Decider {
  private final PolicyHash hash;
  private final Guardrails guardrails;
  private final RequestedAccess requested;
  private final Principal requester;
  private final Duration had;
  private final Instant now;
  private final List<Reason> reasons = new ArrayList<>();

  Decider(
      PolicyHash hash,
      Guardrails guardrails,
      RequestedAccess requested,
      Principal requester,
      Duration had,
      Instant now) {
    this.guardrails = guardrails;
    this.had = had;
    this.hash = hash;
    this.requested = requested;
    this.requester = requester;
    this.now = now;
  }

  /// Decides.
  ///
  /// @param mine the rules for the entitlement and the requester's groups, in the order of the file
  Decision decide(@Nullable Entitlement entitlement, List<Rule> mine) {
    if (entitlement == null || mine.stream().noneMatch(Rule::shows)) {
      reasons.add(new Reason.NotShown(requested.entitlement(), List.of()));
      return new Decision.Refused(grounds(List.of()), List.of());
    }
    DecisionContext context =
        new DecisionContext(requester, requested, entitlement.account(), now, had);
    Guardrails binding = guardrails.binding(entitlement, requested);
    boolean withinLimits = withinLimits(entitlement, context) & withinGuardrails(binding, context);
    List<Rule> applying = mine.stream().filter(rule -> applies(rule, context)).toList();
    List<Name> denying = applying.stream().filter(rule -> !rule.shows()).map(Rule::name).toList();
    if (!withinLimits && denying.isEmpty()) {
      return new Decision.Refused(grounds(List.of()), approvers(mine, binding));
    }
    boolean approvalDemanded = !binding.demandingApproval().isEmpty();
    Optional<Rule> answering =
        applying.stream().min(Comparator.comparingInt(rule -> place(rule, approvalDemanded)));
    if (answering.isEmpty()) {
      return new Decision.Refused(
          grounds(mine.stream().map(Rule::name).toList()), approvers(mine, binding));
    }
    Rule rule = answering.get();
    return switch (rule.effect()) {
      case Rule.Effect.Deny _ -> new Decision.Refused(grounds(denying), List.of());
      case Rule.Effect.Allow _ when approvalDemanded -> allowedOnceApproved(rule, binding);
      case Rule.Effect.Allow _ -> new Decision.Allowed(grounds(List.of(rule.name())));
      case Rule.Effect.BreakGlass(_, AfterReviewDuty review) ->
          new Decision.Allowed(grounds(List.of(rule.name())), Optional.of(review));
      case Rule.Effect.Approve(List<ApproverSet> sets, Duration within) ->
          approved(rule, sets, within, binding);
    };
  }

  /// Returns the precedence of a rule that applies: the lowest decides; of equal ones, the first in
  /// the file.
  private static int place(Rule rule, boolean approvalDemanded) {
    return switch (rule.effect()) {
      case Rule.Effect.Deny _ -> 0;
      case Rule.Effect.Allow _ -> approvalDemanded ? 4 : 1;
      case Rule.Effect.BreakGlass _ -> 2;
      case Rule.Effect.Approve _ -> 3;
    };
  }

  /// Returns the decision of a rule without approvers when a guardrail demands approval. It is a
  /// refusal when the guardrails name no approvers either.
  private Decision allowedOnceApproved(Rule rule, Guardrails binding) {
    if (!binding.beside(List.of()).isEmpty()) {
      return approved(rule, List.of(), Guardrails.ANSWER_WITHIN, binding);
    }
    for (Guardrail guardrail : binding.demandingApproval()) {
      reasons.add(new Reason.NobodyApproves(guardrail.name(), rule.name()));
    }
    return new Decision.Refused(grounds(List.of(rule.name())), List.of());
  }

  private Decision approved(
      Rule rule, List<ApproverSet> sets, Duration within, Guardrails binding) {
    List<ApproverSet> all = binding.beside(sets);
    for (Guardrail guardrail : binding.demandingApproval()) {
      for (ApproverSet set : guardrail.sets()) {
        reasons.add(new Reason.ApprovalDemanded(guardrail.name(), set));
      }
    }
    return new Decision.NeedsApproval(grounds(List.of(rule.name())), all, within);
  }

  private static List<ApproverSet> approvers(List<Rule> rules, Guardrails binding) {
    for (Rule rule : rules) {
      if (rule.effect() instanceof Rule.Effect.Approve(List<ApproverSet> sets, Duration _)) {
        return binding.beside(sets);
      }
    }
    return rules.stream().anyMatch(rule -> rule.effect() instanceof Rule.Effect.Allow)
        ? binding.beside(List.of())
        : List.of();
  }

  private boolean withinLimits(Entitlement entitlement, DecisionContext context) {
    List<Condition> limits = new ArrayList<>();
    limits.add(new Condition.NoLongerThan(entitlement.longest()));
    if (!entitlement.uses().isEmpty()) {
      limits.add(new Condition.ForUse(entitlement.uses()));
    }
    boolean all = true;
    for (Condition limit : limits) {
      all &= look(entitlement.name(), Reason.By.ENTITLEMENT, limit, context);
    }
    return all;
  }

  private boolean withinGuardrails(Guardrails binding, DecisionContext context) {
    boolean all = true;
    for (Guardrail guardrail : binding.all()) {
      for (Condition demand : guardrail.demands()) {
        all &= look(guardrail.name(), Reason.By.GUARDRAIL, demand, context);
      }
      if (requested.breakGlass() && guardrail.alwaysApproved()) {
        reasons.add(new Reason.GlassBeforeApproval(guardrail.name()));
        all = false;
      }
    }
    return all;
  }

  private boolean applies(Rule rule, DecisionContext context) {
    if (!rule.shows() && !rule.appliesIn(context)) {
      return false;
    }
    boolean all = look(rule, rule.who(), context);
    for (Condition condition : rule.conditions()) {
      all &= look(rule, condition, context);
    }
    all &= breaksGlassAlike(rule, context);
    if (startIsLeftOpen(rule, context)) {
      all &= look(rule, Condition.StartsWithin.USUAL, context);
    }
    if (all && !rule.shows()) {
      reasons.add(new Reason.Denied(rule.name()));
    }
    return all;
  }

  private boolean breaksGlassAlike(Rule rule, DecisionContext context) {
    if (rule.effect() instanceof Rule.Effect.BreakGlass glass) {
      reasons.add(new Reason.Glass(rule.name(), true, requested.breakGlass()));
      return requested.breakGlass()
          & look(rule, new Condition.NoLongerThan(glass.longest()), context);
    }
    if (requested.breakGlass() && rule.shows()) {
      reasons.add(new Reason.Glass(rule.name(), false, true));
      return false;
    }
    return true;
  }

  /// Returns whether a rule that gives access has no limit of its own on how far ahead it may
  /// begin, so that the default applies.
  private static boolean startIsLeftOpen(Rule rule, DecisionContext context) {
    return rule.shows()
        && context.begins().isAfter(context.now())
        && rule.conditions().stream().noneMatch(Condition.StartsWithin.class::isInstance);
  }

  private boolean look(Rule rule, Condition condition, DecisionContext context) {
    return look(rule.name(), Reason.By.RULE, condition, context);
  }

  private boolean look(Name rule, Reason.By by, Condition condition, DecisionContext context) {
    Reason reason = Reason.OfCondition.of(rule, by, condition, context);
    reasons.add(reason);
    return reason.met();
  }

  private Decision.Grounds grounds(List<Name> rules) {
    return new Decision.Grounds(hash, rules, reasons);
  }
}
