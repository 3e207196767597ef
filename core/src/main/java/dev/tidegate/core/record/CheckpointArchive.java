package dev.tidegate.core.record;

/// Keeps checkpoints where nobody can take them away before their time: not even who could change
/// the ledger.
public interface CheckpointArchive {
  /// Keeps one. Keeping the same one again changes nothing.
  void keep(Checkpoint checkpoint, SignedCheckpoint signed);
}
