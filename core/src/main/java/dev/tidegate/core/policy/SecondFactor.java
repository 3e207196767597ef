package dev.tidegate.core.policy;

import java.time.Duration;
import java.util.Optional;

/// The requester signed in with a second factor; and, when `within` is given, not longer before the
/// call than that.
public record SecondFactor(Optional<Duration> within) implements Condition {
  @Override
  public String kind() {
    return "mfa";
  }

  @Override
  public boolean met(DecisionContext in) {
    if (!in.requester().circumstances().mfa()) {
      return false;
    }
    return within.isEmpty()
        || age(in).filter(age -> !age.isNegative() && age.compareTo(within.get()) <= 0).isPresent();
  }

  /// How long before the call the sign-in was. An approver who takes a day does not make it older.
  private static Optional<Duration> age(DecisionContext in) {
    return in.requester()
        .circumstances()
        .signedInAt()
        .map(signedIn -> Duration.between(signedIn, in.requester().circumstances().at()));
  }
}
