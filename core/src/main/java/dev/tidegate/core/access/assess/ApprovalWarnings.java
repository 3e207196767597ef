package dev.tidegate.core.access.assess;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Group;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Warns about changes of the policy since a Pending request was submitted: when the policy in
/// force no longer gives what was requested, so that an approval would be refused; and when no rule
/// names any group of an approver set any more. Reads the current policy, for Pending requests
/// only.
public final class ApprovalWarnings {
  private final PolicySource policies;
  private final Assessor assessor;

  public ApprovalWarnings(PolicySource policies, PolicyDocuments documents) {
    this.policies = policies;
    this.assessor = new Assessor(documents);
  }

  /// Returns one sentence for each warning, as of `now`.
  public List<String> of(AccessCase found, Instant now) {
    if (!(found.request() instanceof AccessRequest.Pending) || found.approvals().isEmpty()) {
      return List.of();
    }
    Policy policy = policies.current();
    return Stream.concat(
            found.approvals().stream()
                .filter(set -> !policy.namesApprover(set))
                .map(ApprovalWarnings::gone),
            changed(policy, found.request().submission(), now).stream())
        .toList();
  }

  /// Makes the same comparison as [ReviewRequest] at an approval.
  private Optional<String> changed(Policy policy, Submission asked, Instant now) {
    Assessment today = assessor.assess(policy, asked.requester(), asked.ask(), asked.had(), now);
    Name entitlement = asked.ask().entitlement();
    if (!(today instanceof Assessment.Fits fits)) {
      return Optional.of(
          "the policy in force does not give "
              + entitlement
              + " to its requester now, so nobody can approve this; it says to them: "
              + PolicyRecheck.why(today));
    }
    return asked.givesTheSame(
            fits.entitlement().account(), fits.entitlement().target(), fits.permissions())
        ? Optional.empty()
        : Optional.of(
            "the policy has changed: "
                + entitlement
                + " now gives something else than what was asked for, so nobody can approve this;"
                + " its requester has to ask again");
  }

  private static String gone(ApproverSet set) {
    return "the policy in force names no approvers "
        + set.groups().stream().map(Group::name).collect(Collectors.joining(" or "))
        + " any more ("
        + set.name()
        + "): where it asks others for such a request, their answers suffice; else withdraw it and"
        + " ask again";
  }
}
