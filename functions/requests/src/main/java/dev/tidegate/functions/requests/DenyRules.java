package dev.tidegate.functions.requests;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.ConditionText;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.policy.SecondFactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rules that deny an entitlement to the caller: by name, and when. A deny about other accounts
/// is not among them; one that asks nothing but the account denies always.
final class DenyRules {
  private DenyRules() {}

  /// @param rules every rule about the entitlement that is for the caller, in the order of the file
  static List<Map<String, Object>> of(Account account, List<Rule> rules) {
    return rules.stream()
        .filter(rule -> !rule.shows())
        .filter(rule -> rule.conditions().stream().allMatch(one -> about(account, one)))
        .map(DenyRules::view)
        .toList();
  }

  private static boolean about(Account account, Condition condition) {
    return switch (condition) {
      case Condition.OfAccount one -> one.has(account);
      case Condition.InGroup _,
          Condition.ForUse _,
          Condition.NoLongerThan _,
          Condition.TicketLike _,
          Condition.StartsWithin _,
          Hours _,
          SecondFactor _,
          Network _,
          OnCall _ ->
          true;
    };
  }

  private static Map<String, Object> view(Rule rule) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("rule", rule.name().text());
    List<Map<String, String>> when = new ArrayList<>();
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
            when.add(
                new TreeMap<>(
                    Map.of(
                        "condition",
                        condition.kind(),
                        "expected",
                        ConditionText.expected(condition))));
      }
    }
    if (!when.isEmpty()) {
      view.put("conditions", when);
    }
    return view;
  }
}
