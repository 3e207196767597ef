package dev.tidegate.core.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Stores checkpoints beside the ledger, for reading. None is ever changed or removed.
/// [CheckpointArchive] protects copies of them.
public interface CheckpointStore {
  /// Returns the newest checkpoint, strongly consistently.
  Optional<SignedCheckpoint> last();

  /// Stores a checkpoint.
  ///
  /// @return false, with nothing written, when there already is one with its number or its time
  boolean add(Checkpoint checkpoint, SignedCheckpoint signed);

  /// Returns the checkpoints that cover part of the range from `from` to `to` (exclusive), oldest
  /// first: at most `most`, and fewer when they are large.
  ///
  /// @param after the end of the last checkpoint of the previous page
  Part covering(Instant from, Instant to, Optional<Instant> after, int most);

  /// A page of the list.
  ///
  /// @param next the end of the last checkpoint on this page, when there may be more
  record Part(List<SignedCheckpoint> checkpoints, Optional<Instant> next) {
    public Part {
      checkpoints = List.copyOf(checkpoints);
    }
  }
}
