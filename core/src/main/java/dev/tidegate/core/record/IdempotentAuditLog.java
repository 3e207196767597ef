package dev.tidegate.core.record;

import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.List;

/// An [AuditLog] that can append entries once for each key.
public interface IdempotentAuditLog extends AuditLog {
  /// Appends `entries` unless something was already appended under `key`; does nothing without
  /// entries.
  ///
  /// Up to 40 entries are written once, however often and from wherever this is called. With more
  /// entries, a repeated call adds the missing ones.
  ///
  /// @param key 1 to 200 characters that identify what was done, and in which attempt
  /// @return whether this call appended anything
  boolean appendOnce(String key, List<Entry> entries, Actor actor, Instant now);
}
