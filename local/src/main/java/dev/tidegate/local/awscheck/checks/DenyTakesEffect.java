package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.time.Duration;
import java.util.Optional;

/// Tests how long a Deny on a role takes to affect a live session, and that it affects no other.
public final class DenyTakesEffect implements Check {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "deny-takes-effect";
  }

  @Override
  public String assumed() {
    return "A Deny by aws:userid meets the live sessions of that name within 30 seconds, and no"
        + " others.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    try (OrdersTable denied = new OrdersTable(trial, ProbeRole.session(trial, "denied"));
        OrdersTable free = new OrdersTable(trial, ProbeRole.session(trial, "free"))) {
      if (Trial.millisUntil(LIMIT, () -> denied.readRefused().isEmpty()).isEmpty()) {
        return new CheckResult.Differs("the session could never read");
      }
      return ProbeRole.whileDenied(
          trial,
          "denied",
          () -> {
            Optional<Long> millis =
                Trial.millisUntil(LIMIT, () -> denied.readRefused().isPresent());
            if (millis.isEmpty()) {
              return new CheckResult.Differs("not within five minutes");
            }
            return free.readRefused().isPresent()
                ? new CheckResult.Differs("the session of another name was refused, too")
                : CheckResult.of(millis.get() <= 30_000, "after " + millis.get() + " ms");
          });
    }
  }
}
