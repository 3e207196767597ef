package dev.tidegate.core.entitlement;

/// What is decided about one action of IAM, and why.
///
/// @param action as IAM spells it, such as `s3:PutBucketPolicy`; `service:*` for what stands for
///   all actions of a service that are not decided by name
/// @param reason of [Verdict#REFUSE] and [Verdict#DENY] a clause, such as `it opens a resource to
///   others`; of [Verdict#TELL] a sentence that has `{action}` in the place of the actions
public record ActionDecision(String action, Verdict verdict, Kind kind, String reason) {
  /// What follows for entitlements and for sessions.
  public enum Verdict {
    /// No entitlement may name or cover it; sessions are denied it.
    REFUSE,
    /// No entitlement may name it. One that gives a session may cover it by `*`, since sessions are
    /// denied it.
    DENY,
    /// It may be given; whoever asks and approves is told what remains after the end.
    TELL,
    /// Nothing of it remains that somebody has to be told.
    LEAVE
  }

  /// What a session can leave behind, or go on with.
  public enum Kind {
    /// Credentials of something else, which the end does not reach.
    CREDENTIAL,
    /// Code that runs with the rights of another role.
    CODE,
    /// Users, keys, passwords and certificates.
    IDENTITY,
    /// Resources opened to others.
    OPENING,
    /// Data that keeps flowing out, or is copied on.
    FLOW,
    /// Connections and links that stay open.
    CONNECTION,
    /// What records or watches the account.
    RECORD,
    /// Nothing.
    NONE
  }

  /// Returns whether sessions are denied the action.
  public boolean denied() {
    return verdict == Verdict.REFUSE || verdict == Verdict.DENY;
  }
}
