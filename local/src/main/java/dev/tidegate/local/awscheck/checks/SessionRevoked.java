package dev.tidegate.local.awscheck.checks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.time.Duration;
import java.util.Optional;

/// Tests that revoking one of a person's two grants leaves the other working.
public final class SessionRevoked implements Check {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "session-revoked";
  }

  @Override
  public String assumed() {
    return "Revoking a grant cuts its sessions within a minute, and no others.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    JsonNode one = trial.product().active("orders-table-read", "incident", "30m");
    JsonNode other = trial.product().active("orders-table-read", "incident", "30m");
    try (OrdersTable cut = new OrdersTable(trial, trial.product().credentials(one));
        OrdersTable kept = new OrdersTable(trial, trial.product().credentials(other))) {
      if (cut.readRefused().isPresent() || kept.readRefused().isPresent()) {
        return new CheckResult.Differs("a fresh session was refused");
      }
      trial.product().revoke(one);
      Optional<Long> millis = Trial.millisUntil(LIMIT, () -> cut.readRefused().isPresent());
      if (millis.isEmpty()) {
        return new CheckResult.Differs("five minutes after the revoke reading was still allowed");
      }
      if (kept.readRefused().isPresent()) {
        return new CheckResult.Differs("the other grant's session was refused, too");
      }
      trial.product().until(one, view -> view.at("/grant/state").asText().equals("Ended"));
      trial.product().revoke(other);
      return CheckResult.of(
          millis.get() <= 60_000,
          "refused "
              + millis.get()
              + " ms after the revoke was answered; the other session went on");
    }
  }
}
