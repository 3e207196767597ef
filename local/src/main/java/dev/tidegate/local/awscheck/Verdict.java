package dev.tidegate.local.awscheck;

/// The result of one check. Texts hold no account id and no secret; the report removes the account
/// id all the same.
public sealed interface Verdict {
  /// AWS does what Tidegate assumes.
  record AsAssumed(String seen) implements Verdict {}

  /// AWS does something else, or the check itself ended with an error.
  record Differs(String seen) implements Verdict {}

  /// It cannot be tried here, and why.
  record NotTried(String why) implements Verdict {}

  /// Returns as-assumed or differs, with what was seen.
  static Verdict of(boolean asAssumed, String seen) {
    return asAssumed ? new AsAssumed(seen) : new Differs(seen);
  }
}
