package dev.tidegate.core.access.store;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.record.AuditEvent;
import java.util.List;

/// A case with all its sessions and events, oldest first. [CaseEvents] has a page of them.
public record CaseHistory(
    AccessCase current, List<SessionRecord> sessions, List<AuditEvent> events) {
  public CaseHistory {
    sessions = List.copyOf(sessions);
    events = List.copyOf(events);
  }
}
