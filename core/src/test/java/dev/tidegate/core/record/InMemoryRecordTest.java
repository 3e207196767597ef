package dev.tidegate.core.record;

import java.util.Optional;

class InMemoryRecordTest extends RecordContract {
  private InMemoryRecord record = new InMemoryRecord();

  @Override
  protected void empty() {
    record = new InMemoryRecord();
  }

  @Override
  protected RecordReader reader() {
    return record;
  }

  @Override
  protected CheckpointStore store() {
    return record;
  }

  @Override
  protected void put(ChainHead head, AuditEvent event) {
    record.put(event, head.seq() == 0 ? Optional.empty() : Optional.of(head.at()));
  }

  @Override
  protected void damage(AuditEvent event) {
    record.poison(LedgerPosition.of(event));
  }
}
