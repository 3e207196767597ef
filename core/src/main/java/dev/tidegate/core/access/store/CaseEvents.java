package dev.tidegate.core.access.store;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.record.AuditEvent;
import java.util.List;
import java.util.Optional;

/// A case and a page of its events, oldest first: at most [#MOST], and fewer when they are large
/// (about 1 MB). They are consecutive. [CaseHistory] has all of them.
public record CaseEvents(AccessCase current, List<AuditEvent> events) {
  /// The limit on events of one page.
  public static final int MOST = 500;

  public CaseEvents {
    events = List.copyOf(events);
  }

  /// Returns the number of the last event on this page, if more follow.
  public Optional<Integer> next() {
    return events.isEmpty() || events.getLast().seq() >= current.head().seq()
        ? Optional.empty()
        : Optional.of(events.getLast().seq());
  }
}
