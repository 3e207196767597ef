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

/// The guardrails that bind one ask, or one entitlement: what they demand together.
///
/// @param all in the order of the file
public record Guardrails(List<Guardrail> all) {
  /// How long approvers have when only a guardrail asks them.
  public static final Duration ANSWER_WITHIN = Duration.ofHours(24);

  public Guardrails {
    all = List.copyOf(all);
  }

  /// Returns those that bind an ask.
  Guardrails binding(Entitlement entitlement, RequestedAccess ask) {
    return new Guardrails(all.stream().filter(one -> one.binds(entitlement, ask)).toList());
  }

  /// Returns those that are about an entitlement.
  ///
  /// @param breakingGlass whether for asks that break the glass
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

  /// Returns what they demand of every ask.
  public List<Condition> demands() {
    return all.stream().flatMap(one -> one.demands().stream()).toList();
  }

  /// Returns who has to approve what a rule of this effect gives; nothing when it gives nothing: a
  /// deny, a broken glass where approval is demanded, and an approval that nobody could give.
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

  /// Returns the sets of a rule with those that guardrails demand beside them.
  ///
  /// A set is not asked for twice: one that a set of the rule (or of an earlier guardrail) is at
  /// least as strict as, by groups and count, is left out; of one guardrail each set for a set of
  /// its own, since one person fills one place.
  public List<ApproverSet> beside(List<ApproverSet> ofRule) {
    List<ApproverSet> asked = new ArrayList<>(ofRule);
    for (Guardrail guardrail : all) {
      asked.addAll(missing(asked, guardrail));
    }
    return List.copyOf(asked);
  }

  /// Returns the sets of `guardrail` that `asked` does not ask for yet.
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

  /// Returns who a set is, in words.
  public static String words(ApproverSet set) {
    return set.count()
        + " of "
        + set.groups().stream().map(Group::name).collect(Collectors.joining(" or "));
  }
}
