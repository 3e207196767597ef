package dev.tidegate.core.broker;

import dev.tidegate.core.audit.AuditEvent;
import java.util.List;

class InMemoryLedgerTest extends LedgerContract {
  private InMemoryLedger ledger = new InMemoryLedger(SUBJECT);

  @Override
  protected OnceLedger emptyLedger() {
    ledger = new InMemoryLedger(SUBJECT);
    return ledger;
  }

  @Override
  protected List<AuditEvent> recorded() {
    return ledger.events();
  }
}
