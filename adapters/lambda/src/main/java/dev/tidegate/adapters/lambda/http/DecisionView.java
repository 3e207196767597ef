package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.ReasonText;
import dev.tidegate.core.principal.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Shows a decision: outcome, policy hash, rules, reasons, and who approves.
public final class DecisionView {
  private DecisionView() {}

  /// Shows a decision on an ask that nobody has answered.
  public static Map<String, Object> of(Decision decision) {
    return of(decision, set -> 0);
  }

  static Map<String, Object> of(Decision decision, ToIntFunction<ApproverSet> given) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("outcome", outcome(decision));
    view.put("policy", decision.grounds().policy().hex());
    view.put("rules", decision.grounds().rules().stream().map(Name::text).toList());
    view.put("reasons", decision.grounds().reasons().stream().map(DecisionView::of).toList());
    if (decision instanceof Decision.Allowed(_, Optional<AfterReviewDuty> owed)) {
      owed.ifPresent(duty -> view.put("afterReview", AfterReviewView.of(duty)));
    }
    List<ApproverSet> approvals = approvals(decision);
    if (!approvals.isEmpty()) {
      view.put(
          "approvals",
          approvals.stream()
              .map(
                  set -> {
                    Map<String, Object> shown = of(set);
                    shown.put("given", given.applyAsInt(set));
                    return shown;
                  })
              .toList());
    }
    return view;
  }

  /// Shows a set of approvers.
  public static Map<String, Object> of(ApproverSet set) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", set.name().text());
    view.put("groups", set.groups().stream().map(Group::name).toList());
    view.put("needed", set.count());
    return view;
  }

  private static Map<String, Object> of(Reason reason) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("rule", reason.rule().text());
    view.put("condition", reason.kind());
    view.put("met", reason.met());
    view.put("text", ReasonText.of(reason));
    return view;
  }

  private static String outcome(Decision decision) {
    return switch (decision) {
      case Decision.Allowed _ -> "Allowed";
      case Decision.NeedsApproval _ -> "NeedsApproval";
      case Decision.Refused _ -> "Refused";
    };
  }

  private static List<ApproverSet> approvals(Decision decision) {
    return switch (decision) {
      case Decision.Allowed _ -> List.of();
      case Decision.NeedsApproval needs -> needs.approvals();
      case Decision.Refused refused -> refused.couldApprove();
    };
  }
}
