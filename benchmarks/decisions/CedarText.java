package dev.tidegate.benchmarks.decisions;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.core.principal.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A rule of the big policy as a Cedar policy. What Cedar cannot reckon (the hour in a time zone,
/// how long ago somebody signed in) stands in the context; its `like` stands in for a ticket's
/// pattern.
final class CedarText {
  private CedarText() {}

  static String of(Rule rule) {
    List<String> all = new ArrayList<>();
    all.add(any(rule.who().groups(), (Group g) -> "principal in Group::\"" + g.name() + "\""));
    all.add(any(rule.entitlements(), (Name e) -> "resource == Entitlement::\"" + e + "\""));
    rule.conditions().forEach(condition -> all.add(of(condition)));
    return (rule.effect() instanceof Rule.Effect.Deny ? "forbid" : "permit")
        + "(principal, action == Action::\"get\", resource) when { "
        + String.join(" && ", all)
        + " };";
  }

  private static String of(Condition condition) {
    return switch (condition) {
      case Condition.ForUse one ->
          any(one.uses(), (Use use) -> "context.use == \"" + use.word() + "\"");
      case Condition.NoLongerThan one -> "context.minutes <= " + one.longest().length().toMinutes();
      case Condition.TicketLike _ -> "context.ticket like \"OPS-*\"";
      case Hours _ -> "context.weekday <= 5 && context.hour >= 8 && context.hour < 18";
      case SecondFactor _ -> "context.signedInMinutesAgo <= 240";
      case Network _ -> "context.source.isInRange(ip(\"10.0.0.0/8\"))";
      default -> throw new IllegalArgumentException(condition.kind());
    };
  }

  private static <T> String any(Iterable<T> all, Function<T, String> text) {
    List<String> texts = new ArrayList<>();
    all.forEach(one -> texts.add(text.apply(one)));
    return texts.stream().collect(Collectors.joining(" || ", "(", ")"));
  }
}
