package dev.tidegate.core.record;

import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The part of the record that belongs to no request: what a check found, what was refused before
/// there was a request. One chain of events for each function that has something to say; what is
/// appended goes to the event bus as every audit event does.
///
/// Events of a request are not appended here: they go into its case with [CaseChange#noting].
public interface AuditLog {
  /// Appends `entries` in order, as done by `actor` at `now`; nothing for no entries.
  ///
  /// Up to 40 entries are written all or none, more of them in parts, in order. When others append
  /// to the same chain, it is tried again for a bounded time, then [Fault.Kind#BUSY]. Calling it
  /// again after an answer that was lost may write twice: it happened at least once.
  void append(List<Entry> entries, Actor actor, Instant now);

  /// Appends one entry.
  default void append(EventType type, Map<String, String> details, Actor actor, Instant now) {
    append(List.of(new Entry(type, details)), actor, now);
  }

  /// What happened.
  ///
  /// @param details text by key; never a secret
  record Entry(EventType type, Map<String, String> details) {
    public Entry {
      details = Map.copyOf(details);
    }
  }
}
