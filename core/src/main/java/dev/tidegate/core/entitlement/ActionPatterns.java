package dev.tidegate.core.entitlement;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which IAM actions a permission may name: `service:Action`, where the action may end in one `*`,
/// and nothing that outlives a grant.
///
/// An action outlives a grant when what it makes still opens a door after the grant has ended: an
/// identity, a credential, a policy on a resource, a trail that no longer records.
/// [ActionDecisions] has them, each with the reason. The policies of
/// `infrastructure/target-account` deny the same to sessions; for temporary policies this check
/// stands alone.
public final class ActionPatterns {
  /// What a message tells people to write.
  public static final String EXPECTED =
      "an action such as dynamodb:GetItem or dynamodb:Get* (service:Action, '*' only at the end)";

  private static final Pattern ACTION =
      Pattern.compile("[a-z0-9-]{1,40}:([A-Za-z0-9-]{0,64})([*]?)");

  private static final List<ActionDecision.Verdict> DENIED =
      List.of(ActionDecision.Verdict.REFUSE, ActionDecision.Verdict.DENY);

  private ActionPatterns() {}

  /// Returns whether `text` looks like an action.
  public static boolean wellFormed(String text) {
    Matcher matcher = ACTION.matcher(text);
    return matcher.matches() && matcher.group(1).length() + matcher.group(2).length() > 0;
  }

  /// Returns the decision for which the well-formed `text` may stand in no entitlement: it is, or
  /// covers, an action that outlives a grant. Empty when there is none.
  ///
  /// A name that ends in `*` is judged by the actions that it covers, so `iam:Lis*` only reads. One
  /// that covers an action which sessions are denied is in [#deniedToSessions].
  public static Optional<ActionDecision> outliving(String text) {
    return first(text, text.endsWith("*") ? List.of(ActionDecision.Verdict.REFUSE) : DENIED);
  }

  /// Returns the decision for which the well-formed `text` gives less than it says where access is
  /// a session, and is too much in a temporary policy, which no boundary limits: it ends in `*` and
  /// covers an action that sessions are denied.
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
