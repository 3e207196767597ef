package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.principal.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The guardrails that apply to one request or one entitlement, and their combined demands.
///
/// @param all the guardrails in the order of the file
public record Guardrails(List<Guardrail> all) {
  /// How long approvers have to answer when only a guardrail requires them.
  public static final Duration ANSWER_WITHIN = Duration.ofHours(24);

  public Guardrails {
    all = List.copyOf(all);
  }

  /// Returns those that apply to a request.
  Guardrails binding(Entitlement entitlement, RequestedAccess requested) {
    return new Guardrails(all.stream().filter(one -> one.binds(entitlement, requested)).toList());
  }

  /// Returns those that apply to an entitlement.
  ///
  /// @param breakingGlass whether for break-glass requests
  public Guardrails about(Entitlement entitlement, boolean breakingGlass) {
    return new Guardrails(
        all.stream()
            .filter(one -> one.guards(entitlement))
            .filter(one -> !(breakingGlass && one.exemptsBreakGlass()))
            .toList());
  }

  /// Returns those that demand approval.
  public List<Guardrail> demandingApproval() {
    return all.stream().filter(Guardrail::alwaysApproved).toList();
  }

  /// Returns the conditions that they demand of every request.
  public List<Condition> demands() {
    return all.stream().flatMap(one -> one.demands().stream()).toList();
  }

  /// Returns who must approve what a rule with this effect gives. Empty when it gives nothing: for
  /// a deny, for break-glass where approval is demanded, and for an approval that nobody could
  /// give.
  public Optional<List<ApproverSet>> approvals(Rule.Effect effect) {
    boolean demanded = !demandingApproval().isEmpty();
    return switch (effect) {
      case Rule.Effect.Deny _ -> Optional.empty();
      case Rule.Effect.Allow _ ->
          Optional.of(beside(List.of())).filter(sets -> !demanded || !sets.isEmpty());
      case Rule.Effect.BreakGlass _ -> demanded ? Optional.empty() : Optional.of(List.of());
      case Rule.Effect.Approve approve -> Optional.of(beside(approve.sets()));
    };
  }

  /// Returns the sets of a rule together with those that guardrails demand.
  ///
  /// A guardrail's set is left out when a set of the rule, or of an earlier guardrail, is at least
  /// as strict in groups and count. Each set of one guardrail needs a different one for that, since
  /// one person counts once.
  public List<ApproverSet> beside(List<ApproverSet> ofRule) {
    List<ApproverSet> asked = new ArrayList<>(ofRule);
    for (Guardrail guardrail : all) {
      asked.addAll(missing(asked, guardrail));
    }
    return List.copyOf(asked);
  }

  /// Returns the sets of `guardrail` that `asked` does not cover yet.
  static List<ApproverSet> missing(List<ApproverSet> asked, Guardrail guardrail) {
    List<ApproverSet> free = new ArrayList<>(asked);
    List<ApproverSet> missing = new ArrayList<>();
    for (ApproverSet set : guardrail.sets()) {
      if (!takeOneAsStrict(free, set)) {
        missing.add(set);
      }
    }
    return missing;
  }

  private static boolean takeOneAsStrict(List<ApproverSet> free, ApproverSet set) {
    Iterator<ApproverSet> each = free.iterator();
    while (each.hasNext()) {
      ApproverSet one = each.next();
      if (set.groups().containsAll(one.groups()) && one.count() >= set.count()) {
        each.remove();
        return true;
      }
    }
    return false;
  }

  /// Returns a description of a set.
  public static String words(ApproverSet set) {
    return set.count()
        + " of "
        + set.groups().stream().map(Group::name).collect(Collectors.joining(" or "));
  }
}
