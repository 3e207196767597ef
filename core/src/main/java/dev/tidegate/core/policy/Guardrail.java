package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A demand that no rule can undercut: to which requests it applies, and what they must meet
/// whichever rule decides. A guardrail gives and shows nothing; it only restricts.
///
/// It also applies to break-glass requests, unless it exempts them. A guardrail that demands
/// approval refuses those, since their access begins before anybody can answer.
///
/// @param entitlements the entitlements to which it applies; empty for all
/// @param in conditions on the accounts of those entitlements
/// @param demands conditions that every request must meet
/// @param approval whether approval is required
/// @param exemptsBreakGlass whether it does not apply to break-glass requests
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

  /// Whether approval is required.
  public sealed interface Approval {
    /// The rules decide.
    record AsRulesSay() implements Approval {}

    /// Approval is always required, by `sets` in addition to those of the rule; if there are none,
    /// by those of the rule.
    record Always(List<ApproverSet> sets) implements Approval {
      public Always {
        sets = List.copyOf(sets);
      }
    }
  }

  /// Returns whether it applies to `entitlement` for some request.
  public boolean guards(Entitlement entitlement) {
    return (entitlements.isEmpty() || entitlements.contains(entitlement.name()))
        && in.stream().allMatch(one -> one.has(entitlement.account()));
  }

  /// Returns whether it applies to this request for `entitlement`.
  boolean binds(Entitlement entitlement, RequestedAccess requested) {
    return guards(entitlement) && !(requested.breakGlass() && exemptsBreakGlass);
  }

  /// Returns the sets that must approve whichever rule decides.
  public List<ApproverSet> sets() {
    return switch (approval) {
      case Approval.AsRulesSay _ -> List.of();
      case Approval.Always(List<ApproverSet> sets) -> sets;
    };
  }

  /// Returns whether approval is always required.
  public boolean alwaysApproved() {
    return approval instanceof Approval.Always;
  }
}
