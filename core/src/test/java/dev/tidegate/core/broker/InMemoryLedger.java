package dev.tidegate.core.broker;

import dev.tidegate.core.audit.AuditEvent;
import dev.tidegate.core.audit.ChainHead;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A [Ledger] in memory, for tests. Safe for several threads.
public final class InMemoryLedger implements Ledger {
  private final String subject;
  private final List<AuditEvent> events = new ArrayList<>();

  /// @param subject the name of its chain
  public InMemoryLedger(String subject) {
    this.subject = subject;
  }

  @Override
  public synchronized void append(List<Entry> entries, Actor actor, Instant now) {
    for (Entry entry : entries) {
      ChainHead head = events.isEmpty() ? ChainHead.START : events.getLast().head();
      events.add(AuditEvent.after(head, subject, now, entry.type(), actor, entry.details()));
    }
  }

  /// Returns what was appended.
  public synchronized List<AuditEvent> events() {
    return List.copyOf(events);
  }
}
