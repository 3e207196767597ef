package dev.tidegate.local.awscheck;

/// The result of one check. Texts hold no account id and no secret; the report removes the account
/// id all the same.
public sealed interface CheckResult {
  /// AWS does what Tidegate assumes.
  record AsAssumed(String seen) implements CheckResult {}

  /// AWS does something else, or the check itself ended with an error.
  record Differs(String seen) implements CheckResult {}

  /// It cannot be tried here, and why.
  record NotTried(String why) implements CheckResult {}

  /// Returns as-assumed or differs, with what was seen.
  static CheckResult of(boolean asAssumed, String seen) {
    return asAssumed ? new AsAssumed(seen) : new Differs(seen);
  }
}
