package dev.tidegate.core.entitlement;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decides which IAM actions a permission may name: `service:Action`, where the action may end in
/// one `*`, and nothing whose effects outlast a grant.
///
/// An action outlasts a grant when what it creates still gives access after the end: an identity, a
/// credential, a resource policy, a trail that no longer records. [ActionDecisions] lists them with
/// reasons. The policies of `infrastructure/target-account` deny the same actions to sessions; for
/// temporary policies, this check is the only one.
public final class ActionPatterns {
  /// What a message tells people to write.
  public static final String EXPECTED =
      "an action such as dynamodb:GetItem or dynamodb:Get* (service:Action, '*' only at the end)";

  private static final Pattern ACTION =
      Pattern.compile("[a-z0-9-]{1,40}:([A-Za-z0-9-]{0,64})([*]?)");

  private static final List<ActionDecision.Verdict> DENIED =
      List.of(ActionDecision.Verdict.REFUSE, ActionDecision.Verdict.DENY);

  private ActionPatterns() {}

  /// Returns whether `text` has the form of an action.
  public static boolean wellFormed(String text) {
    Matcher matcher = ACTION.matcher(text);
    return matcher.matches() && matcher.group(1).length() + matcher.group(2).length() > 0;
  }

  /// Returns the decision that forbids the well-formed `text` in every entitlement, because it is
  /// or covers an action that outlasts a grant; empty when there is none.
  ///
  /// A name that ends in `*` is judged by the actions that it covers, so `iam:Lis*` is fine. Names
  /// that cover an action which sessions are denied are reported by [#deniedToSessions].
  public static Optional<ActionDecision> outliving(String text) {
    return first(text, text.endsWith("*") ? List.of(ActionDecision.Verdict.REFUSE) : DENIED);
  }

  /// Returns the decision about an action that the well-formed `text` covers by `*` and that
  /// sessions are denied. In a session, `text` then gives less than it says; in a temporary policy,
  /// which no boundary limits, it is not allowed.
  public static Optional<ActionDecision> deniedToSessions(String text) {
    return text.endsWith("*") ? first(text, DENIED) : Optional.empty();
  }

  private static Optional<ActionDecision> first(
      String text, List<ActionDecision.Verdict> verdicts) {
    return ActionDecisions.get().covered(text).stream()
        .filter(decision -> verdicts.contains(decision.verdict()))
        .findFirst();
  }
}
