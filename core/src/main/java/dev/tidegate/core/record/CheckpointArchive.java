package dev.tidegate.core.record;

/// Stores checkpoints where nobody can remove them before their retention ends, not even somebody
/// who could change the ledger. [CheckpointStore] stores them for reading.
public interface CheckpointArchive {
  /// Stores a checkpoint. Idempotent.
  void keep(Checkpoint checkpoint, SignedCheckpoint signed);
}
