package dev.tidegate.core.policy;

import java.time.Duration;
import java.util.Optional;

/// The requester signed in with a second factor and, if `within` is given, no longer before the
/// call than that.
public record SecondFactor(Optional<Duration> within) implements Condition {
  @Override
  public String kind() {
    return "mfa";
  }

  @Override
  public boolean met(DecisionContext in) {
    if (!in.requester().context().mfa()) {
      return false;
    }
    return within.isEmpty()
        || age(in).filter(age -> !age.isNegative() && age.compareTo(within.get()) <= 0).isPresent();
  }

  /// Returns the time between the sign-in and the requester's call. It does not grow while an
  /// approver takes time to answer.
  private static Optional<Duration> age(DecisionContext in) {
    return in.requester()
        .context()
        .signedInAt()
        .map(signedIn -> Duration.between(signedIn, in.requester().context().at()));
  }
}
