package dev.tidegate.wire.api;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrails;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// An entitlement as the API shows it to somebody who may request it: what it takes, and under
/// which rules. The limits of a rule, of its guardrails and of its entitlement are combined.
public final class EntitlementView {
  private EntitlementView() {}

  /// Shows an entitlement to `caller`, with the rules of `policy` that are for them.
  public static Json of(Entitlement entitlement, Policy policy, Principal caller) {
    Json.Builder view = Json.object();
    view.put("entitlement", entitlement.name().text());
    view.put("account", entitlement.account().name().text());
    view.put("description", entitlement.description());
    view.put("kind", RequestJson.kind(entitlement.target()));
    view.array(
        "parameters",
        entitlement.parameters().values().stream()
            .sorted(Comparator.comparing(Parameter::name))
            .map(EntitlementView::view)
            .toList());
    view.array(
        "rules",
        policy.rules(entitlement.name(), caller).stream()
            .flatMap(rule -> view(policy, entitlement, rule).stream())
            .toList());
    List<Json> denied =
        DenyRules.of(entitlement.account(), policy.rulesFor(entitlement.name(), caller));
    if (!denied.isEmpty()) {
      view.array("denied", denied);
    }
    return view.build();
  }

  private static Json view(Parameter parameter) {
    Json.Builder view = Json.object();
    view.put("name", parameter.name().text());
    view.put("description", parameter.description());
    view.put(
        "expected",
        parameter.choices().isEmpty()
            ? parameter.pattern().map(Pattern::pattern).orElse("any text")
            : String.join("|", parameter.choices()));
    view.put("preset", parameter.preset());
    return view.build();
  }

  /// Shows what a rule gives under the guardrails; empty when they leave nothing of it.
  private static Optional<Json> view(Policy policy, Entitlement entitlement, Rule rule) {
    Guardrails guardrails = policy.guardrails().about(entitlement, rule.breaksGlass());
    return guardrails
        .approvals(rule.effect())
        .map(sets -> view(entitlement, rule.alsoUnder(guardrails.demands()), sets));
  }

  private static Json view(Entitlement entitlement, Rule rule, List<ApproverSet> sets) {
    AccessDuration longest = entitlement.longest();
    List<Use> uses =
        Arrays.stream(Use.values())
            .filter(use -> entitlement.uses().isEmpty() || entitlement.uses().contains(use))
            .toList();
    Json.Builder view = Json.object();
    view.put("rule", rule.name().text());
    List<Json> further = new ArrayList<>();
    Optional<String> ticket = Optional.empty();
    for (Condition condition : rule.conditions()) {
      switch (condition) {
        case Condition.NoLongerThan(AccessDuration most) -> longest = longest.atMost(most);
        case Condition.ForUse forUse ->
            uses = uses.stream().filter(forUse.uses()::contains).toList();
        case Condition.TicketLike(Pattern pattern) -> {
          if (ticket.isPresent()) {
            further.add(DenyRules.view(condition));
          } else {
            ticket = Optional.of(pattern.pattern());
            view.put("ticket", ticket);
          }
        }
        case Condition.InGroup _ -> {}
        case Condition.OfAccount _,
            Condition.StartsWithin _,
            Hours _,
            SecondFactor _,
            Network _,
            OnCall _ ->
            further.add(DenyRules.view(condition));
      }
    }
    if (rule.effect() instanceof Rule.Effect.BreakGlass glass) {
      longest = longest.atMost(glass.longest());
      view.put("breakGlass", AfterReviewView.of(glass.review()));
    }
    if (!further.isEmpty()) {
      view.array("conditions", further);
    }
    view.put("longest", longest.toString());
    view.put("uses", uses.stream().map(Use::word).toList());
    view.array("approvals", sets.stream().map(DecisionView::of).toList());
    return view.build();
  }
}
