package dev.tidegate.local.awscheck;

/// One thing that Tidegate assumes of AWS: AWS's documentation does not say it, or only AWS can
/// show it.
public interface Check {
  /// A short name in lower case with hyphens; `--only` takes it.
  String name();

  /// What Tidegate assumes, as one sentence.
  String assumed();

  /// Tries it. May throw what the SDK throws: the runner reports that as a difference.
  CheckResult tryOn(Trial trial);
}
