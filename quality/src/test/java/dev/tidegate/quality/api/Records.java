package dev.tidegate.quality.api;

import dev.tidegate.core.access.Wire;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.CheckpointStore;
import dev.tidegate.core.record.InMemoryRecord;
import dev.tidegate.core.record.LedgerPosition;
import dev.tidegate.core.record.RecordReader;
import dev.tidegate.core.record.SignedCheckpoint;
import java.time.Instant;
import java.util.Optional;

/// A record in memory that can fail.
record Records(InMemoryRecord record, Wire wire) implements RecordReader, CheckpointStore {
  @Override
  public RecordReader.Part read(LedgerPosition place, Instant until, int most) {
    return wire.call("ledger.read", () -> record.read(place, until, most));
  }

  @Override
  public Optional<RecordReader.Entry> at(LedgerPosition place) {
    return wire.call("ledger.at", () -> record.at(place));
  }

  @Override
  public Optional<SignedCheckpoint> last() {
    return wire.call("checkpoints.last", record::last);
  }

  @Override
  public boolean add(Checkpoint checkpoint, SignedCheckpoint signed) {
    return wire.call("checkpoints.add", () -> record.add(checkpoint, signed));
  }

  @Override
  public CheckpointStore.Part covering(
      Instant from, Instant to, Optional<Instant> after, int most) {
    return wire.call("checkpoints.covering", () -> record.covering(from, to, after, most));
  }
}
