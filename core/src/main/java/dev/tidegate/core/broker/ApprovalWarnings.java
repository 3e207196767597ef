package dev.tidegate.core.broker;

import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.request.AccessRequest;
import java.util.List;
import java.util.stream.Collectors;

/// Names the approver sets of a Pending request that have nobody left to speak for them: no rule of
/// the policy in force names any of their groups as approvers. Reads which policy is current, for a
/// Pending request alone.
public final class ApprovalWarnings {
  private final PolicySource policies;

  public ApprovalWarnings(PolicySource policies) {
    this.policies = policies;
  }

  /// Returns one sentence for each such set.
  public List<String> of(AccessCase found) {
    if (!(found.request() instanceof AccessRequest.Pending) || found.approvals().isEmpty()) {
      return List.of();
    }
    Policy policy = policies.current();
    return found.approvals().stream()
        .filter(set -> !policy.namesApprover(set))
        .map(ApprovalWarnings::text)
        .toList();
  }

  private static String text(ApproverSet set) {
    return "the policy in force names no approvers "
        + set.groups().stream().map(Group::name).collect(Collectors.joining(" or "))
        + " any more ("
        + set.name()
        + "): where it asks others for such a request, their answers suffice; else withdraw it and"
        + " ask again";
  }
}
