package dev.tidegate.core.access;

import dev.tidegate.core.timing.Timing;
import java.time.Duration;

/// How long IAM may take to apply a change of a policy. IAM is eventually consistent: changes
/// usually take effect within seconds, but AWS only says that it may take minutes. [AWS: IAM UG,
/// "Troubleshoot IAM: changes that I make are not always immediately visible"]
///
/// Whatever would raise an alarm, or report something as missing, waits that long.
public final class IamChanges {
  /// After this time, a change that is not in effect counts as lost.
  public static final Duration ARRIVED = Timing.IAM_CHANGES;

  private IamChanges() {}
}
