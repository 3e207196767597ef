package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What no rule can undercut: which asks it is about, and what has to be so for them whichever rule
/// answers. A guardrail gives nothing and shows nothing; it only takes away.
///
/// It binds asks that break the glass, too, unless it exempts them. One that demands approval
/// refuses those: what breaks the glass begins before anybody can answer.
///
/// @param entitlements what it is about; all of them when it names none
/// @param in which of those entitlements it is about, by their accounts
/// @param demands conditions that every ask has to meet
/// @param approval whether somebody has to approve
/// @param exemptsBreakGlass whether asks that break the glass are left alone
public record Guardrail(
    Name name,
    SortedSet<Name> entitlements,
    List<Condition.OfAccount> in,
    List<Condition> demands,
    Approval approval,
    boolean exemptsBreakGlass) {
  public Guardrail {
    entitlements = Collections.unmodifiableSortedSet(new TreeSet<>(entitlements));
    in = List.copyOf(in);
    demands = List.copyOf(demands);
  }

  /// Whether somebody has to approve.
  public sealed interface Approval {
    /// The rules say.
    record AsRulesSay() implements Approval {}

    /// Always; and `sets` have to approve beside those of the rule. Without sets, those of a rule.
    record Always(List<ApproverSet> sets) implements Approval {
      public Always {
        sets = List.copyOf(sets);
      }
    }
  }

  /// Returns whether it is about `entitlement`, however that is asked for.
  public boolean guards(Entitlement entitlement) {
    return (entitlements.isEmpty() || entitlements.contains(entitlement.name()))
        && in.stream().allMatch(one -> one.has(entitlement.account()));
  }

  /// Returns whether it is about `ask`, which is for `entitlement`.
  boolean binds(Entitlement entitlement, RequestedAccess ask) {
    return guards(entitlement) && !(ask.breakGlass() && exemptsBreakGlass);
  }

  /// Returns the sets that have to approve whichever rule answers.
  public List<ApproverSet> sets() {
    return switch (approval) {
      case Approval.AsRulesSay _ -> List.of();
      case Approval.Always(List<ApproverSet> sets) -> sets;
    };
  }

  /// Returns whether nothing is given without approval.
  public boolean alwaysApproved() {
    return approval instanceof Approval.Always;
  }
}
