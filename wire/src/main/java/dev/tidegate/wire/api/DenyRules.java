package dev.tidegate.wire.api;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.ConditionText;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Shows the rules that deny an entitlement to the caller, by name and conditions. Denies for other
/// accounts are left out; a deny without other conditions than the account always applies.
public final class DenyRules {
  private DenyRules() {}

  /// Returns one object for each such rule.
  ///
  /// @param rules every rule about the entitlement that applies to the caller, in the order of the
  ///   file
  public static List<Json> of(Account account, List<Rule> rules) {
    return rules.stream()
        .filter(rule -> !rule.shows())
        .filter(rule -> rule.reaches(account))
        .map(DenyRules::view)
        .toList();
  }

  private static Json view(Rule rule) {
    Json.Builder view = Json.object();
    view.put("rule", rule.name().text());
    List<Json> when = new ArrayList<>();
    for (Condition condition : rule.conditions()) {
      switch (condition) {
        case Condition.OfAccount _, Condition.InGroup _ -> {}
        case Condition.ForUse _,
            Condition.NoLongerThan _,
            Condition.TicketLike _,
            Condition.StartsWithin _,
            Hours _,
            SecondFactor _,
            Network _,
            OnCall _ ->
            when.add(view(condition));
      }
    }
    if (!when.isEmpty()) {
      view.array("conditions", when);
    }
    return view.build();
  }

  static Json view(Condition condition) {
    return Json.object()
        .put("condition", condition.kind())
        .put("expected", ConditionText.expected(condition))
        .build();
  }
}
