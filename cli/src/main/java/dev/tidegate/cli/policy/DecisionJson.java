package dev.tidegate.cli.policy;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.ReasonText;
import dev.tidegate.core.principal.Group;
import dev.tidegate.wire.json.Json;
import java.util.List;

/// Writes a decision in the same JSON form as the API.
final class DecisionJson {
  private DecisionJson() {}

  static Json of(Decision decision) {
    Json.Builder json =
        Json.object()
            .put("outcome", outcome(decision))
            .put("policy", decision.grounds().policy().hex())
            .put(
                "rules", Json.strings(decision.grounds().rules().stream().map(Name::text).toList()))
            .put(
                "reasons",
                new Json.Arr(
                    decision.grounds().reasons().stream().map(DecisionJson::reason).toList()));
    List<ApproverSet> approvals = approvals(decision);
    if (!approvals.isEmpty()) {
      json.put("approvals", new Json.Arr(approvals.stream().map(DecisionJson::approval).toList()));
    }
    return json.build();
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

  private static Json reason(Reason reason) {
    return Json.object()
        .put("rule", reason.rule().text())
        .put("condition", reason.kind())
        .put("met", new Json.Bool(reason.met()))
        .put("text", ReasonText.of(reason))
        .build();
  }

  private static Json approval(ApproverSet set) {
    return Json.object()
        .put("name", set.name().text())
        .put("groups", Json.strings(set.groups().stream().map(Group::name).toList()))
        .put("needed", set.count())
        .build();
  }
}
