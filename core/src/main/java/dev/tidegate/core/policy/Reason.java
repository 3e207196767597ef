package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.Group;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// One thing that was looked at to decide an ask, as data: what was expected, what was found, and
/// whether that was met.
///
/// A [Condition] says what has to be so; a reason says how it was for one ask. [ReasonText] puts it
/// into a sentence, which is what people read and what the record keeps. [Recorded] is a reason of
/// an earlier decision, of which the sentence is left.
public sealed interface Reason {
  /// Returns the rule; the guardrail for what it demands; the entitlement for limits of its own.
  Name rule();

  /// Returns the stable word for what was looked at, such as `duration` or `approval`.
  String kind();

  /// Returns whether it was as expected.
  boolean met();

  /// Who expects that a condition is met.
  enum By {
    /// A rule.
    RULE,
    /// A guardrail, whichever rule answers.
    GUARDRAIL,
    /// The entitlement that was asked for.
    ENTITLEMENT
  }

  /// A condition, of a rule, a guardrail or an entitlement.
  record OfCondition(Name rule, By by, Condition expected, DecisionContext found, boolean met)
      implements Reason {
    /// Looks whether `expected` is met.
    static OfCondition of(Name rule, By by, Condition expected, DecisionContext found) {
      return new OfCondition(rule, by, expected, found, expected.met(found));
    }

    @Override
    public String kind() {
      return expected.kind();
    }
  }

  /// A rule for broken glass met an ask that leaves it whole, or the other way round; or both agree
  /// that it is broken.
  ///
  /// @param expected whether the rule is for asks that break the glass
  /// @param found whether the ask does
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

  /// A guardrail has a set of approvers answer beside those of the rule.
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

  /// A guardrail demands approval, and nobody could give it.
  ///
  /// @param rule the guardrail
  /// @param answering the rule that answered, which names no approvers
  record NobodyApproves(Name rule, Name answering) implements Unmet {
    @Override
    public String kind() {
      return APPROVAL;
    }
  }

  /// A guardrail demands approval, and an ask that breaks the glass cannot wait for it.
  ///
  /// @param rule the guardrail
  record GlassBeforeApproval(Name rule) implements Unmet {
    @Override
    public String kind() {
      return APPROVAL;
    }
  }

  /// Answers that were given suffice no longer under the policy in force.
  ///
  /// @param found how many of the answers that were given count for the set
  record TooFewApprovals(Name rule, ApproverSet expected, int found) implements Unmet {
    @Override
    public String kind() {
      return APPROVAL;
    }
  }

  /// No rule shows the entitlement to its requester; it may not exist.
  ///
  /// @param rule the entitlement that was asked for
  /// @param similar what may have been meant, of those that are shown to the requester
  record NotShown(Name rule, List<Name> similar) implements Unmet {
    public NotShown {
      similar = List.copyOf(similar);
    }

    @Override
    public String kind() {
      return "entitlement";
    }
  }

  /// A rule denies it, all conditions of which are met.
  record Denied(Name rule) implements Unmet {
    @Override
    public String kind() {
      return "deny";
    }
  }

  /// The requester owes the review of a glass broken before, and it is overdue.
  ///
  /// @param request the id of the request that broke it
  /// @param reviewers whose review is owed
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

  /// A reason of a decision that was recorded: its data are gone, the sentence is as it was said.
  ///
  /// @param kind as it was recorded, by whatever version
  record Recorded(Name rule, String kind, boolean met, String text) implements Reason {}

  /// What is a reason only when it is not met.
  sealed interface Unmet extends Reason {
    @Override
    default boolean met() {
      return false;
    }
  }

  /// The word for everything about approvals.
  String APPROVAL = "approval";
}
