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
  public String expected() {
    return "a sign-in with a second factor"
        + within.map(most -> " at most " + written(most) + " ago").orElse("");
  }

  @Override
  public boolean met(Situation in) {
    if (!in.requester().circumstances().mfa()) {
      return false;
    }
    return within.isEmpty()
        || age(in).filter(age -> !age.isNegative() && age.compareTo(within.get()) <= 0).isPresent();
  }

  /// How long before the call the sign-in was. An approver who takes a day does not make it older.
  private static Optional<Duration> age(Situation in) {
    return in.requester()
        .circumstances()
        .signedInAt()
        .map(signedIn -> Duration.between(signedIn, in.requester().circumstances().at()));
  }

  @Override
  public String text(Situation in, boolean met) {
    return met
        ? "there was " + expected()
        : "mfa: " + expected() + " expected; sign in again: tidegate login --mfa";
  }

  private static String written(Duration length) {
    long hours = length.toHours();
    int minutes = length.toMinutesPart();
    return (hours > 0 ? hours + "h" : "") + (minutes > 0 ? minutes + "m" : "");
  }
}
