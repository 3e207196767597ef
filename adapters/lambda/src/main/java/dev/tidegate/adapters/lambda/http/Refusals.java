package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Guardrails;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.ReasonText;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.wire.api.DecisionView;
import dev.tidegate.wire.api.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes problems of requests that the policy refuses.
public final class Refusals {
  private Refusals() {}

  /// Returns the problem for requested access that did not become a request.
  public static Problem of(Assessment why) {
    return switch (why) {
      case Assessment.Refused(Decision.Refused decision) -> refused(decision);
      case Assessment.Invalid(List<FieldError> errors) ->
          new Problem(
              ProblemCode.INVALID_FIELD,
              "Not as expected: "
                  + String.join(", ", errors.stream().map(FieldError::field).toList())
                  + ".",
              errors,
              Map.of());
      case Assessment.TooLarge(int characters, int most, String split) ->
          Problem.of(
              ProblemCode.SESSION_TOO_LARGE,
              "The policy would take "
                  + characters
                  + " characters; AWS allows "
                  + most
                  + ". Nothing was left out to make it fit.",
              new FieldError("entitlement", "a policy of at most " + most + " characters", split));
      case Assessment.Fits _ -> changed();
    };
  }

  /// Returns the problem for a submitted request that the policy in force no longer gives as it was
  /// requested.
  public static Problem today(Assessment why) {
    return why instanceof Assessment.Refused(Decision.Refused decision)
        ? refused(decision)
        : changed();
  }

  private static Problem changed() {
    return Problem.of(
        ProblemCode.REFUSED,
        "The policy in force gives something else for this entitlement than what was asked for.",
        new FieldError(
            "id",
            "a request that the policy in force gives as it was asked for",
            "submit a new request"));
  }

  private static Problem refused(Decision.Refused decision) {
    List<FieldError> errors =
        decision.grounds().reasons().stream()
            .filter(reason -> !reason.met())
            .flatMap(reason -> error(reason).stream())
            .distinct()
            .toList();
    String unmet =
        decision.grounds().reasons().stream()
            .filter(reason -> !reason.met())
            .map(reason -> reason.rule() + ": " + ReasonText.of(reason))
            .distinct()
            .collect(Collectors.joining("; "));
    String approvers =
        decision.couldApprove().isEmpty()
            ? ""
            : " When that is met, " + who(decision.couldApprove()) + " could approve.";
    return new Problem(
        ProblemCode.REFUSED,
        "The policy refuses this: " + unmet + "." + approvers,
        errors,
        Map.of("decision", DecisionView.of(decision)));
  }

  private static String who(List<ApproverSet> sets) {
    return sets.stream().map(Guardrails::words).collect(Collectors.joining(" and "));
  }

  /// Returns the field that a reason is about, with what was expected of it; empty when no other
  /// request by this caller could satisfy it. A condition that is not part of the body goes by its
  /// own name.
  private static Optional<FieldError> error(Reason reason) {
    return switch (reason) {
      case Reason.OfCondition one -> error(one);
      case Reason.Glass glass ->
          Optional.of(
              new FieldError(
                  "breakGlass",
                  ReasonText.expected(glass),
                  "say so, or not: other rules answer those who do"));
      case Reason.ReviewOverdue review ->
          Optional.of(
              new FieldError(
                  "breakGlass",
                  ReasonText.expected(review) + " first",
                  "have it reviewed, or ask without breakGlass"));
      case Reason.NobodyApproves _ ->
          Optional.of(
              new FieldError(
                  "id",
                  "somebody who approves",
                  "ask for something else, or talk to those who keep the policy"));
      case Reason.GlassBeforeApproval _ ->
          Optional.of(
              new FieldError(
                  "id", "a request that does not break the glass", "ask without breakGlass"));
      case Reason.TooFewApprovals(_, ApproverSet set, _) ->
          Optional.of(
              new FieldError(
                  "id",
                  Guardrails.words(set) + " for " + set.name(),
                  "submit a new request, and have it approved"));
      case Reason.NotShown _ ->
          Optional.of(
              new FieldError(
                  "entitlement",
                  "an entitlement that the policy shows you",
                  "see GET /v1/entitlements for what you may ask for"));
      case Reason.Denied(Name rule) ->
          Optional.of(
              new FieldError(
                  "entitlement",
                  "an ask that no rule denies; rule " + rule + " denies this one",
                  "ask for something else, or talk to those who keep the policy"));
      case Reason.ApprovalDemanded _, Reason.Recorded _ -> Optional.empty();
    };
  }

  private static Optional<FieldError> error(Reason.OfCondition reason) {
    String expected = ReasonText.expected(reason);
    return switch (reason.expected()) {
      case Condition.InGroup _ -> Optional.empty();
      case Condition.NoLongerThan _, Condition.TicketLike _, Condition.ForUse _ ->
          Optional.of(
              new FieldError(reason.kind(), expected, "change it, or ask for something else"));
      case Condition.StartsWithin _ ->
          Optional.of(
              new FieldError("startsAt", expected, "ask for an earlier start, or ask later"));
      case Condition.OfAccount _ ->
          Optional.of(
              new FieldError("entitlement", expected, "ask for an entitlement of such an account"));
      case SecondFactor _ ->
          Optional.of(
              new FieldError("Authorization", expected, "sign in again with a second factor"));
      case Hours _, Network _, OnCall _ ->
          Optional.of(
              new FieldError(reason.kind(), expected, "ask again when it is so, or ask others"));
    };
  }
}
