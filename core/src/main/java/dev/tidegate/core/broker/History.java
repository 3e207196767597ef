package dev.tidegate.core.broker;

import dev.tidegate.core.audit.AuditEvent;
import dev.tidegate.core.session.SessionRecord;
import java.util.List;

/// A case with everything that happened in it, oldest first.
public record History(AccessCase current, List<SessionRecord> sessions, List<AuditEvent> events) {
  public History {
    sessions = List.copyOf(sessions);
    events = List.copyOf(events);
  }
}
