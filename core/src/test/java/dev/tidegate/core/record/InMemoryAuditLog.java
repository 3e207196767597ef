package dev.tidegate.core.record;

import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A [IdempotentAuditLog] in memory, for tests. Safe for several threads.
public final class InMemoryAuditLog implements IdempotentAuditLog {
  private final String subject;
  private final List<AuditEvent> events = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  /// @param subject the name of its chain
  public InMemoryAuditLog(String subject) {
    this.subject = subject;
  }

  @Override
  public synchronized void append(List<Entry> entries, Actor actor, Instant now) {
    for (Entry entry : entries) {
      ChainHead head = events.isEmpty() ? ChainHead.START : events.getLast().head();
      events.add(AuditEvent.after(head, subject, now, entry.type(), actor, entry.details()));
    }
  }

  @Override
  public synchronized boolean appendOnce(
      String key, List<Entry> entries, Actor actor, Instant now) {
    if (entries.isEmpty() || !keys.add(key)) {
      return false;
    }
    append(entries, actor, now);
    return true;
  }

  /// Returns what was appended.
  public synchronized List<AuditEvent> events() {
    return List.copyOf(events);
  }
}
