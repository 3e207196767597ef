package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Name;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The answer of a policy to an ask, always with its reasons and the rules it rests on.
public sealed interface Decision {
  /// Returns what the answer rests on.
  Grounds grounds();

  /// Returns what is kept of it: the same, with each reason as the sentence that was said.
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

  /// What a decision rests on: the policy's content, the rules that decided, and each condition
  /// that was looked at.
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

  /// Yes, at once.
  ///
  /// @param afterReview what is owed when the glass was broken for it
  record Allowed(Grounds grounds, Optional<AfterReviewDuty> afterReview) implements Decision {
    /// Yes, with nothing owed.
    public Allowed(Grounds grounds) {
      this(grounds, Optional.empty());
    }
  }

  /// Yes, when every approver set has answered in time.
  record NeedsApproval(Grounds grounds, List<ApproverSet> approvals, Duration answerWithin)
      implements Decision {
    public NeedsApproval {
      approvals = List.copyOf(approvals);
      if (approvals.isEmpty()) {
        throw new IllegalArgumentException("an approval needs approvers");
      }
    }
  }

  /// No. Nothing that the requester's groups do not show them is named in the grounds.
  ///
  /// @param couldApprove who approves such an ask when the conditions that were not met are
  record Refused(Grounds grounds, List<ApproverSet> couldApprove) implements Decision {
    public Refused {
      couldApprove = List.copyOf(couldApprove);
    }
  }
}
