package dev.tidegate.core.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps the checkpoints beside the ledger. None is ever changed or removed.
public interface CheckpointStore {
  /// Returns the newest one, strongly consistent.
  Optional<SignedCheckpoint> last();

  /// Keeps one.
  ///
  /// @return false, with nothing written, when there is one of its number or its time already
  boolean add(Checkpoint checkpoint, SignedCheckpoint signed);

  /// Returns those that cover some of the time from `from` to before `to`, oldest first: at most
  /// `most`, and fewer when they are large.
  ///
  /// @param after the end of the last one that is known already
  Part covering(Instant from, Instant to, Optional<Instant> after, int most);

  /// A part of the list.
  ///
  /// @param next the end of the last one here, when there may be more
  record Part(List<SignedCheckpoint> checkpoints, Optional<Instant> next) {
    public Part {
      checkpoints = List.copyOf(checkpoints);
    }
  }
}
