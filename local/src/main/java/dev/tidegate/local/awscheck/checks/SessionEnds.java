package dev.tidegate.local.awscheck.checks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tests a request, its approval, a session that can read one table and write none, and its end.
public final class SessionEnds implements Check {
  private static final Duration LATE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "session-ends";
  }

  @Override
  public String assumed() {
    return "A session may do what was asked for and no more, and is refused from the second at"
        + " which its grant ends, by the date in its policy.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    // A function's very first answer may take AWS half a minute.
    String length = trial.account().laptop() ? "1m" : "2m";
    JsonNode request = trial.product().active("orders-table-read", "incident", length);
    Instant end = Instant.parse(request.at("/grant/endsAt").asText());
    try (OrdersTable table = new OrdersTable(trial, trial.product().credentials(request))) {
      Optional<String> read = table.readRefused();
      if (read.isPresent()) {
        return new CheckResult.Differs("reading was refused: " + read.get());
      }
      if (table.writeRefused().isEmpty()) {
        return new CheckResult.Differs("writing was allowed");
      }
      Duration limit = Duration.between(Instant.now(), end).plus(Duration.ofMinutes(2));
      if (Trial.millisUntil(limit, () -> table.readRefused().isPresent()).isEmpty()) {
        return new CheckResult.Differs("two minutes after the end reading was still allowed");
      }
      Duration late = Duration.between(end, Instant.now());
      return CheckResult.of(
          late.compareTo(LATE) <= 0 && late.compareTo(LATE.negated()) >= 0,
          "first refused " + late.toMillis() + " ms after the end, by this machine's clock");
    }
  }
}
