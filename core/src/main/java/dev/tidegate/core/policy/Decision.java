package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Name;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The decision of a policy about a request, always with its reasons and the rules that decided.
public sealed interface Decision {
  /// Returns the grounds of the decision.
  Grounds grounds();

  /// Returns the form that is stored: the same, with each reason reduced to its sentence.
  default Decision recorded() {
    return switch (this) {
      case Allowed(Grounds grounds, Optional<AfterReviewDuty> owed) ->
          new Allowed(grounds.recorded(), owed);
      case NeedsApproval(Grounds grounds, List<ApproverSet> approvals, Duration within) ->
          new NeedsApproval(grounds.recorded(), approvals, within);
      case Refused(Grounds grounds, List<ApproverSet> couldApprove) ->
          new Refused(grounds.recorded(), couldApprove);
    };
  }

  /// The grounds of a decision: the policy's hash, the rules that decided, and each condition that
  /// was evaluated.
  record Grounds(PolicyHash policy, List<Name> rules, List<Reason> reasons) {
    public Grounds {
      rules = List.copyOf(rules);
      reasons = List.copyOf(reasons);
    }

    Grounds recorded() {
      return new Grounds(
          policy, rules, reasons.stream().<Reason>map(ReasonText::recorded).toList());
    }
  }

  /// Allowed at once.
  ///
  /// @param afterReview the after-review that break-glass access requires
  record Allowed(Grounds grounds, Optional<AfterReviewDuty> afterReview) implements Decision {
    /// Creates a decision without an after-review.
    public Allowed(Grounds grounds) {
      this(grounds, Optional.empty());
    }
  }

  /// Allowed once every approver set has approved in time.
  record NeedsApproval(Grounds grounds, List<ApproverSet> approvals, Duration answerWithin)
      implements Decision {
    public NeedsApproval {
      approvals = List.copyOf(approvals);
      if (approvals.isEmpty()) {
        throw new IllegalArgumentException("an approval needs approvers");
      }
    }
  }

  /// Refused. The grounds name nothing that the requester may not see.
  ///
  /// @param couldApprove who could approve the request if the unmet conditions were met
  record Refused(Grounds grounds, List<ApproverSet> couldApprove) implements Decision {
    public Refused {
      couldApprove = List.copyOf(couldApprove);
    }
  }
}
