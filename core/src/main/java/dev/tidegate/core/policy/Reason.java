package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.Group;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// One thing that was evaluated for a decision, as data: what was expected, what was found, and
/// whether it was met.
///
/// A [Condition] states a requirement; a reason states how it was for one request. [ReasonText]
/// turns it into a sentence, which people read and the record stores. [Recorded] is a reason of an
/// earlier decision, of which only the sentence is stored.
public sealed interface Reason {
  /// Returns the name of the rule, of the guardrail for its demands, or of the entitlement for its
  /// own limits.
  Name rule();

  /// Returns the stable code of what was evaluated, such as `duration` or `approval`.
  String kind();

  /// Returns whether the expectation was met.
  boolean met();

  /// The source of a condition.
  enum By {
    /// A rule.
    RULE,
    /// A guardrail, whichever rule decides.
    GUARDRAIL,
    /// The requested entitlement.
    ENTITLEMENT
  }

  /// A condition, of a rule, a guardrail or an entitlement.
  record OfCondition(Name rule, By by, Condition expected, DecisionContext found, boolean met)
      implements Reason {
    /// Evaluates `expected`.
    static OfCondition of(Name rule, By by, Condition expected, DecisionContext found) {
      return new OfCondition(rule, by, expected, found, expected.met(found));
    }

    @Override
    public String kind() {
      return expected.kind();
    }
  }

  /// Whether the rule and the request agree on break-glass: a break-glass rule is only for
  /// break-glass requests, and other rules are not.
  ///
  /// @param expected whether the rule is a break-glass rule
  /// @param found whether the request is a break-glass request
  record Glass(Name rule, boolean expected, boolean found) implements Reason {
    public Glass {
      if (!expected && !found) {
        throw new IllegalArgumentException("a glass that nobody breaks is no reason");
      }
    }

    @Override
    public String kind() {
      return "break-glass";
    }

    @Override
    public boolean met() {
      return expected == found;
    }
  }

  /// A guardrail requires a set of approvers in addition to those of the rule.
  ///
  /// @param rule the guardrail
  record ApprovalDemanded(Name rule, ApproverSet expected) implements Reason {
    @Override
    public String kind() {
      return APPROVAL;
    }

    @Override
    public boolean met() {
      return true;
    }
  }

  /// A guardrail demands approval, but nobody could give it.
  ///
  /// @param rule the guardrail
  /// @param answering the rule that decided, which names no approvers
  record NobodyApproves(Name rule, Name answering) implements Unmet {
    @Override
    public String kind() {
      return APPROVAL;
    }
  }

  /// A guardrail demands approval, for which a break-glass request cannot wait.
  ///
  /// @param rule the guardrail
  record GlassBeforeApproval(Name rule) implements Unmet {
    @Override
    public String kind() {
      return APPROVAL;
    }
  }

  /// The answers that were given no longer suffice under the policy in force.
  ///
  /// @param found the number of answers that still count for the set
  record TooFewApprovals(Name rule, ApproverSet expected, int found) implements Unmet {
    @Override
    public String kind() {
      return APPROVAL;
    }
  }

  /// No rule shows the entitlement to the requester; it may not exist.
  ///
  /// @param rule the requested entitlement
  /// @param similar similar names that the requester may see
  record NotShown(Name rule, List<Name> similar) implements Unmet {
    public NotShown {
      similar = List.copyOf(similar);
    }

    @Override
    public String kind() {
      return "entitlement";
    }
  }

  /// A deny applies.
  record Denied(Name rule) implements Unmet {
    @Override
    public String kind() {
      return "deny";
    }
  }

  /// The requester owes an after-review of earlier break-glass access, which is overdue.
  ///
  /// @param request the id of the break-glass request
  /// @param reviewers the groups that must review it
  record ReviewOverdue(Name rule, String request, Instant due, SortedSet<Group> reviewers)
      implements Unmet {
    public ReviewOverdue {
      reviewers = Collections.unmodifiableSortedSet(new TreeSet<>(reviewers));
    }

    @Override
    public String kind() {
      return "after-review";
    }
  }

  /// A reason of a stored decision: only the sentence is kept, not the data.
  ///
  /// @param kind as it was recorded, by any version
  record Recorded(Name rule, String kind, boolean met, String text) implements Reason {}

  /// A reason that exists only when something is not met.
  sealed interface Unmet extends Reason {
    @Override
    default boolean met() {
      return false;
    }
  }

  /// The code of all reasons about approvals.
  String APPROVAL = "approval";
}
