package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.Group;
import java.util.stream.Collectors;

/// Turns a [Reason] into a sentence; no other class does.
///
/// The sentences are stored in the record and in requests, and returned by the API. Changing one
/// affects only what is written from then on.
public final class ReasonText {
  private static final String GUARDRAIL = " (a guardrail)";

  private ReasonText() {}

  /// Returns the sentence to the requester, without a full stop.
  public static String of(Reason reason) {
    return switch (reason) {
      case Reason.OfCondition one ->
          (one.met()
                  ? ConditionText.met(one.expected(), one.found())
                  : ConditionText.unmet(one.expected(), one.found()))
              + (one.by() == Reason.By.GUARDRAIL ? GUARDRAIL : "");
      case Reason.Glass glass ->
          glass.met() ? "you break the glass" : "break-glass: " + expected(glass) + " expected";
      case Reason.ApprovalDemanded(_, ApproverSet set) ->
          Guardrails.words(set) + " must approve, whatever the rule says" + GUARDRAIL;
      case Reason.NobodyApproves(_, Name answering) ->
          "approval: somebody who approves expected, and neither "
              + answering
              + " nor a guardrail names anybody"
              + GUARDRAIL;
      case Reason.GlassBeforeApproval _ ->
          "approval: a request that does not break the glass expected: nothing is given here before"
              + " somebody has approved"
              + GUARDRAIL;
      case Reason.TooFewApprovals few ->
          "approval: "
              + Guardrails.words(few.expected())
              + " expected for "
              + few.expected().name()
              + "; of the answers that were given, "
              + few.found()
              + " still count";
      case Reason.NotShown hidden ->
          "no rule of the policy shows you an entitlement "
              + hidden.rule()
              + SimilarNames.question(hidden.similar());
      case Reason.Denied _ -> "this rule denies what you ask for";
      case Reason.ReviewOverdue review ->
          "after-review: "
              + expected(review)
              + " expected first; somebody of "
              + review.reviewers().stream().map(Group::name).collect(Collectors.joining(", "))
              + " can give it";
      case Reason.Recorded recorded -> recorded.text();
    };
  }

  /// Returns what a condition expects of the request, in a few words; for a duration, including the
  /// grants that it continues.
  public static String expected(Reason.OfCondition reason) {
    String words = ConditionText.expected(reason.expected());
    return reason.expected() instanceof Condition.NoLongerThan
        ? words + ConditionText.together(reason.found())
        : words;
  }

  /// Returns what a rule expects of a request about break-glass.
  public static String expected(Reason.Glass reason) {
    return reason.expected()
        ? "a request that breaks the glass"
        : "a request that does not break the glass";
  }

  /// Returns which review must be given first.
  public static String expected(Reason.ReviewOverdue reason) {
    return "the review of your request " + reason.request() + " (due " + reason.due() + ")";
  }

  /// Returns the form of a reason that is stored: its sentence.
  static Reason.Recorded recorded(Reason reason) {
    return switch (reason) {
      case Reason.Recorded already -> already;
      case Reason.OfCondition _, Reason.Glass _, Reason.ApprovalDemanded _, Reason.Unmet _ ->
          new Reason.Recorded(reason.rule(), reason.kind(), reason.met(), of(reason));
    };
  }
}
