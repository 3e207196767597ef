package dev.tidegate.core.record;

import java.util.List;

class InMemoryAuditLogTest extends AuditLogContract {
  private InMemoryAuditLog ledger = new InMemoryAuditLog(SUBJECT);

  @Override
  protected IdempotentAuditLog emptyLedger() {
    ledger = new InMemoryAuditLog(SUBJECT);
    return ledger;
  }

  @Override
  protected List<AuditEvent> recorded() {
    return ledger.events();
  }
}
