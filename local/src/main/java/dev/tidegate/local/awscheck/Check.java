package dev.tidegate.local.awscheck;

/// Tests one assumption about AWS that AWS's documentation does not state, or that only AWS can
/// show.
public interface Check {
  /// Returns a short name in lower case with hyphens, as `--only` accepts it.
  String name();

  /// Returns the assumption as one sentence.
  String assumed();

  /// Tests the assumption. May throw exceptions of the SDK, which the runner reports as a
  /// difference.
  CheckResult tryOn(Trial trial);
}
