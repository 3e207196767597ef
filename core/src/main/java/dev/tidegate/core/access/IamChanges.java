package dev.tidegate.core.access;

import java.time.Duration;

/// How long a change of a policy may take at AWS. IAM's changes are eventually consistent; they
/// arrive within seconds as a rule, and AWS promises no more than that it may take minutes. [AWS:
/// IAM UG, "Troubleshoot IAM: changes that I make are not always immediately visible"]
///
/// Everything that would call somebody, or say that something is missing, waits that long: what is
/// said here is said nowhere else.
public final class IamChanges {
  /// From when on a change that is not in force is no longer on its way.
  public static final Duration ARRIVED = Duration.ofMinutes(5);

  private IamChanges() {}
}
