package dev.tidegate.core.drift;

class InMemoryAuditNotesTest extends AuditNotesContract {
  @Override
  protected AuditNotes emptyNotes() {
    return new InMemoryAuditNotes();
  }
}
