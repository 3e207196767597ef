package dev.tidegate.local.awscheck;

/// The result of one check. Texts must contain no account id and no secret; [CheckReport] removes
/// account ids in any case.
public sealed interface CheckResult {
  /// AWS does what Tidegate assumes.
  record AsAssumed(String seen) implements CheckResult {}

  /// AWS behaves differently, or the check itself failed with an error.
  record Differs(String seen) implements CheckResult {}

  /// The check cannot be tried here, for this reason.
  record NotTried(String why) implements CheckResult {}

  /// Returns [AsAssumed] or [Differs], with what was seen.
  static CheckResult of(boolean asAssumed, String seen) {
    return asAssumed ? new AsAssumed(seen) : new Differs(seen);
  }
}
