package dev.tidegate.adapters.policyfile;

/// How much a file may come to when what it abbreviates is written out: a few lines can stand for
/// more than memory holds. What goes over it is a finding, told once.
final class ExpansionLimit {
  private final long most;
  private final String what;
  private long left;

  /// @param what of which things there are at most so many
  ExpansionLimit(long most, String what) {
    this.most = most;
    this.what = what;
    this.left = most;
  }

  /// Takes so many; false when there are too many by now.
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
