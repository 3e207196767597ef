package dev.tidegate.wire.api;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.ReasonText;
import dev.tidegate.core.principal.Group;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Shows a decision: outcome, policy hash, rules, reasons, and who approves.
public final class DecisionView {
  private DecisionView() {}

  /// Shows a decision about a request that nobody has answered.
  public static Json of(Decision decision) {
    return of(decision, set -> 0);
  }

  static Json of(Decision decision, ToIntFunction<ApproverSet> given) {
    Json.Builder view = grounds(decision);
    if (decision instanceof Decision.Allowed(_, Optional<AfterReviewDuty> owed)) {
      owed.ifPresent(duty -> view.put("afterReview", AfterReviewView.of(duty)));
    }
    List<ApproverSet> approvals = approvals(decision);
    if (!approvals.isEmpty()) {
      view.array(
          "approvals",
          approvals.stream()
              .map(set -> shown(set).put("given", given.applyAsInt(set)).build())
              .toList());
    }
    return view.build();
  }

  /// Shows what a policy file says to a request that nobody made: unlike [#of], without what
  /// becomes of a request afterwards, which is how many have approved and what review is owed.
  public static Json ofPolicy(Decision decision) {
    Json.Builder view = grounds(decision);
    List<ApproverSet> approvals = approvals(decision);
    if (!approvals.isEmpty()) {
      view.array("approvals", approvals.stream().map(DecisionView::of).toList());
    }
    return view.build();
  }

  private static Json.Builder grounds(Decision decision) {
    return Json.object()
        .put("outcome", outcome(decision))
        .put("policy", decision.grounds().policy().hex())
        .put("rules", decision.grounds().rules().stream().map(Name::text).toList())
        .array("reasons", decision.grounds().reasons().stream().map(DecisionView::of).toList());
  }

  /// Shows a set of approvers.
  public static Json of(ApproverSet set) {
    return shown(set).build();
  }

  private static Json.Builder shown(ApproverSet set) {
    Json.Builder view = Json.object();
    view.put("name", set.name().text());
    view.put("groups", set.groups().stream().map(Group::name).toList());
    return view.put("needed", set.count());
  }

  private static Json of(Reason reason) {
    Json.Builder view = Json.object();
    view.put("rule", reason.rule().text());
    view.put("condition", reason.kind());
    view.put("met", reason.met());
    view.put("text", ReasonText.of(reason));
    return view.build();
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
