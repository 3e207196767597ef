package dev.tidegate.adapters.policyfile;

/// Limits how much a file may expand to, because a few lines can stand for more than memory holds.
/// Exceeding it is a finding, which is reported once.
final class ExpansionLimit {
  private final long most;
  private final String what;
  private long left;

  /// @param what is counted, for the message
  ExpansionLimit(long most, String what) {
    this.most = most;
    this.what = what;
    this.left = most;
  }

  /// Counts `count` more and returns whether the total is still within the limit.
  boolean takes(long count, YamlValue at) {
    if (left < 0) {
      return false;
    }
    left -= count;
    if (left < 0) {
      at.report(
          FindingCode.TOO_MANY, "at most " + most + " " + what + " expected in all of the file");
    }
    return left >= 0;
  }
}
