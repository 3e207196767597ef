package dev.tidegate.core.record;

import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.List;

/// A [AuditLog] that can tell what it was told before.
public interface IdempotentAuditLog extends AuditLog {
  /// Appends `entries` unless something was appended under `key` before; nothing for no entries.
  ///
  /// Up to 40 entries are there once, however often and from wherever they come. Of more, those
  /// that are missing are added.
  ///
  /// @param key 1 to 200 characters; what was done, and in which attempt to do it
  /// @return whether this call appended anything
  boolean appendOnce(String key, List<Entry> entries, Actor actor, Instant now);
}
