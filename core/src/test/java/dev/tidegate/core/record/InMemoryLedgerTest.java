package dev.tidegate.core.record;

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
