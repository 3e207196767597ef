package dev.tidegate.core.record;

import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Appends to the part of the record that belongs to no request, such as findings of a check, or
/// refusals before there was a request. Each function that uses it has its own chain of events.
/// Like every audit event, these go to the event bus.
///
/// Events of a request are not appended here, but to its case with [CaseChange#noting].
public interface AuditLog {
  /// Appends `entries` in order, as done by `actor` at `now`; does nothing without entries.
  ///
  /// Up to 40 entries are written in one transaction, more in several, in order. Conflicts with
  /// other writers of the chain are retried for a bounded time, then throw [Fault.Kind#BUSY].
  /// Repeating a call after a lost answer may write entries twice; [IdempotentAuditLog] avoids
  /// that.
  void append(List<Entry> entries, Actor actor, Instant now);

  /// Appends one entry.
  default void append(EventType type, Map<String, String> details, Actor actor, Instant now) {
    append(List.of(new Entry(type, details)), actor, now);
  }

  /// One entry.
  ///
  /// @param details text by key; never a secret
  record Entry(EventType type, Map<String, String> details) {
    public Entry {
      details = Map.copyOf(details);
    }
  }
}
