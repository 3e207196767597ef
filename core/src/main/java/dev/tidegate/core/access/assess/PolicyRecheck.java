package dev.tidegate.core.access.assess;

import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.Quorum;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Decides whether the policy in force still gives exactly what was approved, to its requester and
/// with the given answers. Used at a later start and at each issue of a session.
///
/// The answers are counted again for the approver sets of the policy in force. Approvers count with
/// the groups in their token when they answered, since the identity provider is not asked again. So
/// an approver no longer counts once the policy names none of those groups.
public final class PolicyRecheck {
  private final Assessor assessor;

  public PolicyRecheck(Assessor assessor) {
    this.assessor = assessor;
  }

  /// The result of [#ask].
  public sealed interface Answer {
    /// It is still given as approved.
    record Yes(Assessment.Fits today) implements Answer {}

    /// It is no longer given.
    ///
    /// @param text the reason, for the record
    record No(Assessment today, String text) implements Answer {}
  }

  /// Checks an approved request whose grant ends at `end`.
  public Answer ask(
      Policy policy, Principal requester, AccessRequest request, Instant now, Instant end) {
    Submission submission = request.submission();
    Assessment today =
        assessor.assess(policy, requester, submission.ask(), submission.had(), now, end);
    if (!(today instanceof Assessment.Fits fits)) {
      return new Answer.No(today, why(today));
    }
    if (!submission.givesTheSame(
        fits.entitlement().account(), fits.entitlement().target(), fits.permissions())) {
      return new Answer.No(fits, "the policy in force gives something else than was approved");
    }
    return fits.decision() instanceof Decision.NeedsApproval needs
        ? counted(fits, needs, request)
        : new Answer.Yes(fits);
  }

  private static Answer counted(
      Assessment.Fits fits, Decision.NeedsApproval needs, AccessRequest request) {
    Quorum quorum =
        Quorum.of(needs.approvals(), request.submission().requester().id(), request.reviews());
    if (quorum.met()) {
      return new Answer.Yes(fits);
    }
    List<Reason> reasons = new ArrayList<>(needs.grounds().reasons());
    for (int i = 0; i < needs.approvals().size(); i++) {
      ApproverSet set = needs.approvals().get(i);
      if (quorum.given(i) < set.count()) {
        reasons.add(
            new Reason.TooFewApprovals(needs.grounds().rules().getFirst(), set, quorum.given(i)));
      }
    }
    Decision.Refused refused =
        new Decision.Refused(
            new Decision.Grounds(needs.grounds().policy(), needs.grounds().rules(), reasons),
            needs.approvals());
    return new Answer.No(new Assessment.Refused(refused), EventDetails.unmet(refused));
  }

  /// Returns why the request is no longer given.
  static String why(Assessment today) {
    return switch (today) {
      case Assessment.Refused(Decision.Refused decision) -> EventDetails.unmet(decision);
      case Assessment.Invalid(List<FieldError> errors) ->
          "the policy in force expects other parameters: "
              + errors.stream().map(FieldError::field).collect(Collectors.joining(", "));
      case Assessment.TooLarge large -> "the policy would be too large: " + large.split();
      case Assessment.Fits _ -> "";
    };
  }
}
