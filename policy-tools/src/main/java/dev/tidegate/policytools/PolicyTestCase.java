package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.ReasonText;
import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One test of a policy: who requests what, when, and the expected decision.
///
/// @param place its position in its file, as `line:column`
public record PolicyTestCase(
    String name,
    String place,
    Principal person,
    Instant at,
    RequestedAccess requested,
    Expected expected) {
  /// The expected decision. An empty field accepts anything.
  ///
  /// @param outcome `allowed`, `needs-approval` or `refused`
  /// @param rule the rule that decides
  /// @param approvers exactly the names of the approver sets
  /// @param unmet kinds of condition that must be among the unmet ones
  public record Expected(
      String outcome,
      Optional<Name> rule,
      Optional<SortedSet<String>> approvers,
      SortedSet<String> unmet) {}

  /// The result of a test.
  ///
  /// @param differences expected and actual values that differ; empty when the test passes
  /// @param reasons every condition that was evaluated, for a test that fails
  public record Result(PolicyTestCase of, List<String> differences, List<String> reasons) {
    public Result {
      differences = List.copyOf(differences);
      reasons = List.copyOf(reasons);
    }

    /// Returns whether the test passes.
    public boolean passes() {
      return differences.isEmpty();
    }
  }

  /// Decides about the request and compares the decision with the expected one.
  public Result run(Policy policy) {
    List<String> differences = new ArrayList<>();
    RequestedAccess whole =
        policy
            .entitlement(requested.entitlement(), person)
            .map(requested::withPresets)
            .orElse(requested);
    policy
        .entitlement(requested.entitlement(), person)
        .ifPresent(entitlement -> parameters(entitlement, whole, differences));
    Decision decision = policy.decide(person, whole, at);
    compare("decision", expected.outcome(), outcome(decision), differences);
    expected
        .rule()
        .ifPresent(
            rule ->
                compare(
                    "rule",
                    rule.text(),
                    String.join(", ", decision.grounds().rules().stream().map(Name::text).toList()),
                    differences));
    expected
        .approvers()
        .ifPresent(
            names ->
                compare(
                    "approvers", names.toString(), approvers(decision).toString(), differences));
    SortedSet<String> unmet = unmet(decision);
    if (!unmet.containsAll(expected.unmet())) {
      compare("unmet", expected.unmet().toString(), unmet.toString(), differences);
    }
    List<String> reasons =
        decision.grounds().reasons().stream()
            .map(one -> (one.met() ? "met " : "not met ") + one.rule() + ": " + ReasonText.of(one))
            .toList();
    return new Result(this, differences, differences.isEmpty() ? List.of() : reasons);
  }

  private static void compare(String what, String expected, String found, List<String> into) {
    if (!expected.equals(found)) {
      into.add(what + ": " + expected + " expected, found " + (found.isEmpty() ? "none" : found));
    }
  }

  private static void parameters(Entitlement of, RequestedAccess requested, List<String> into) {
    for (Map.Entry<Name, Parameter> parameter : of.parameters().entrySet()) {
      Optional<String> value = Optional.ofNullable(requested.parameters().get(parameter.getKey()));
      value
          .map(given -> parameter.getValue().objection(given))
          .orElse(Optional.of("a value"))
          .ifPresent(
              expected ->
                  into.add("parameter " + parameter.getKey() + ": " + expected + " expected"));
    }
  }

  /// Returns the outcome of a decision as test files name it.
  public static String outcome(Decision decision) {
    return switch (decision) {
      case Decision.Allowed _ -> "allowed";
      case Decision.NeedsApproval _ -> "needs-approval";
      case Decision.Refused _ -> "refused";
    };
  }

  private static SortedSet<String> approvers(Decision decision) {
    SortedSet<String> names = new TreeSet<>();
    if (decision instanceof Decision.NeedsApproval needs) {
      needs.approvals().stream().map(ApproverSet::name).map(Name::text).forEach(names::add);
    }
    return names;
  }

  private static SortedSet<String> unmet(Decision decision) {
    SortedSet<String> kinds = new TreeSet<>();
    decision.grounds().reasons().stream()
        .filter(reason -> !reason.met())
        .map(Reason::kind)
        .forEach(kinds::add);
    return kinds;
  }
}
