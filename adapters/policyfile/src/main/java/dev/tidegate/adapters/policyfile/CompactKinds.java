package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.Audience;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.policy.SecondFactor;

/// The kinds of things that the compact form tells apart, each by its number: its place in its
/// list. A place is never given to another kind; a new kind goes to the end, and raises
/// [CompactPolicy#FORM].
///
/// What is written finds its kind here, and the reader switches over the kinds: neither compiles
/// without a kind that the other has.
final class CompactKinds {
  private CompactKinds() {}

  enum OfCondition {
    IN_GROUPS,
    FOR_USE,
    NO_LONGER_THAN,
    TICKET_LIKE,
    ACCOUNT_LABELS,
    IN_UNIT,
    STARTS_WITHIN,
    HOURS,
    SECOND_FACTOR,
    NETWORK,
    ON_CALL,
    FOR_EVERYBODY
  }

  enum OfSource {
    CLAIM,
    MEMBERS,
    TURN
  }

  enum OfTarget {
    ACCESS_ROLE,
    EXISTING_ROLE
  }

  enum OfApproval {
    AS_RULES_SAY,
    ALWAYS
  }

  enum OfEffect {
    DENY,
    ALLOW,
    APPROVE,
    BREAK_GLASS
  }

  static OfCondition of(Condition condition) {
    return switch (condition) {
      case Condition.InGroup(Audience.Members _) -> OfCondition.IN_GROUPS;
      case Condition.InGroup(Audience.Everybody _) -> OfCondition.FOR_EVERYBODY;
      case Condition.ForUse _ -> OfCondition.FOR_USE;
      case Condition.NoLongerThan _ -> OfCondition.NO_LONGER_THAN;
      case Condition.TicketLike _ -> OfCondition.TICKET_LIKE;
      case Condition.AccountLabels _ -> OfCondition.ACCOUNT_LABELS;
      case Condition.InUnit _ -> OfCondition.IN_UNIT;
      case Condition.StartsWithin _ -> OfCondition.STARTS_WITHIN;
      case Hours _ -> OfCondition.HOURS;
      case SecondFactor _ -> OfCondition.SECOND_FACTOR;
      case Network _ -> OfCondition.NETWORK;
      case OnCall _ -> OfCondition.ON_CALL;
    };
  }

  static OfSource of(OnCall.Source source) {
    return switch (source) {
      case OnCall.Source.Claim _ -> OfSource.CLAIM;
      case OnCall.Source.Members _ -> OfSource.MEMBERS;
      case OnCall.Source.Turn _ -> OfSource.TURN;
    };
  }

  static OfTarget of(Target target) {
    return switch (target) {
      case Target.AccessRole _ -> OfTarget.ACCESS_ROLE;
      case Target.ExistingRole _ -> OfTarget.EXISTING_ROLE;
    };
  }

  static OfApproval of(Guardrail.Approval approval) {
    return switch (approval) {
      case Guardrail.Approval.AsRulesSay _ -> OfApproval.AS_RULES_SAY;
      case Guardrail.Approval.Always _ -> OfApproval.ALWAYS;
    };
  }

  static OfEffect of(Rule.Effect effect) {
    return switch (effect) {
      case Rule.Effect.Deny _ -> OfEffect.DENY;
      case Rule.Effect.Allow _ -> OfEffect.ALLOW;
      case Rule.Effect.Approve _ -> OfEffect.APPROVE;
      case Rule.Effect.BreakGlass _ -> OfEffect.BREAK_GLASS;
    };
  }
}
