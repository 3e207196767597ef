package dev.tidegate.core.entitlement;

/// The decision about one IAM action, and the reason.
///
/// @param action in IAM's spelling, such as `s3:PutBucketPolicy`; `service:*` for all actions of a
///   service that have no decision of their own
/// @param reason of [Verdict#REFUSE] and [Verdict#DENY] a clause, such as `it opens a resource to
///   others`; of [Verdict#TELL] a sentence that has `{action}` in the place of the actions
public record ActionDecision(String action, Verdict verdict, Kind kind, String reason) {
  /// The consequence for entitlements and sessions.
  public enum Verdict {
    /// No entitlement may name or cover it; sessions are denied it.
    REFUSE,
    /// No entitlement may name it. One that gives sessions may cover it by `*`, since sessions are
    /// denied it.
    DENY,
    /// It may be given; requesters and approvers are told what remains after the end.
    TELL,
    /// Nothing remains that people have to be told about.
    LEAVE
  }

  /// What a session can leave behind or continue.
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
    /// Nothing remains.
    NONE
  }

  /// Returns whether sessions are denied the action.
  public boolean denied() {
    return verdict == Verdict.REFUSE || verdict == Verdict.DENY;
  }
}
