package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.record.RecordPages;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Waits for the end of a drift check by polling the record for the events of its run.
public record CheckWatch(CommandEnvironment shell, ApiClient api) {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /// Allowance for a server clock that is behind this machine's.
  private static final Duration CLOCKS = Duration.ofMinutes(2);

  /// The result of [#watch].
  ///
  /// @param findings the findings in every account, in the order of the record
  /// @param sum the summary that ends the run; empty when the wait ended before it
  public record Found(List<AuditEvent> findings, Optional<AuditEvent> sum) {}

  /// Waits up to `limit` for the run with this id, which was started just now.
  public Found watch(String run, Duration limit) {
    Instant asked = shell.clock().instant();
    while (true) {
      Found found = found(run, asked);
      boolean over = !shell.clock().instant().plus(PAUSE).isBefore(asked.plus(limit));
      if (found.sum().isPresent() || over || !paused()) {
        return found;
      }
    }
  }

  private Found found(String run, Instant asked) {
    List<AuditEvent> findings = new ArrayList<>();
    List<AuditEvent> sums = new ArrayList<>();
    RecordPages.events(
        api,
        asked.minus(CLOCKS).truncatedTo(ChronoUnit.SECONDS),
        shell.clock().instant().plus(CLOCKS).truncatedTo(ChronoUnit.SECONDS),
        event -> {
          if (run.equals(event.details().get("run")) && event.type() != EventType.AUDIT_ASKED) {
            (event.type() == EventType.AUDIT_CHECKED ? sums : findings).add(event);
          }
        },
        _ -> {});
    return new Found(List.copyOf(findings), sums.stream().findFirst());
  }

  private boolean paused() {
    try {
      shell.pause().of(PAUSE);
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }
}
