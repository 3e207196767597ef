package dev.tidegate.core.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads the events of the ledger, strongly consistently. An entry that cannot be read is returned
/// as [Unreadable]: it neither stops the reading nor is left out.
public interface RecordReader {
  /// Returns at most `most` events after `place` and before `until`, in the order of the ledger. A
  /// call covers a bounded time range, so it may return no events and still have a next position.
  Part read(LedgerPosition place, Instant until, int most);

  /// Returns the entry at exactly this position.
  Optional<Entry> at(LedgerPosition place);

  /// A page of the ledger.
  ///
  /// @param next the position to continue from; empty at the end
  record Part(List<Entry> entries, Optional<LedgerPosition> next) {
    public Part {
      entries = List.copyOf(entries);
    }
  }

  /// An entry at one position of the ledger.
  sealed interface Entry {
    /// Returns its position.
    LedgerPosition place();

    /// Returns what a checkpoint signs of it.
    CheckpointLeaf leaf();

    /// Returns the head that the next event of its chain must follow; empty when it cannot be read.
    Optional<ChainHead> head();

    /// Returns whether its hash matches its content.
    boolean isIntact();

    /// Returns whether it directly follows `before` in its chain.
    boolean follows(ChainHead before);

    /// Returns the time of the previous event in its chain, which determines that event's position.
    Optional<Instant> prevAt();
  }

  /// An event.
  record Recorded(AuditEvent event, Optional<Instant> prevAt) implements Entry {
    @Override
    public LedgerPosition place() {
      return LedgerPosition.of(event);
    }

    @Override
    public CheckpointLeaf leaf() {
      return CheckpointLeaf.of(event);
    }

    @Override
    public Optional<ChainHead> head() {
      return Optional.of(event.head());
    }

    @Override
    public boolean isIntact() {
      return event.isIntact();
    }

    @Override
    public boolean follows(ChainHead before) {
      return event.follows(before);
    }
  }

  /// An event of a type that only a newer version knows. Its hash is known to match its content.
  record Newer(LedgerPosition place, String prev, String hash, Optional<Instant> prevAt)
      implements Entry {
    @Override
    public CheckpointLeaf leaf() {
      return new CheckpointLeaf(place.subject(), place.seq(), hash);
    }

    @Override
    public Optional<ChainHead> head() {
      return Optional.of(new ChainHead(place.seq(), hash, place.at()));
    }

    @Override
    public boolean isIntact() {
      return true;
    }

    @Override
    public boolean follows(ChainHead before) {
      return place.seq() == before.seq() + 1
          && prev.equals(before.hash())
          && !place.at().isBefore(before.at());
    }
  }

  /// An item at the position of an event that cannot be read, or claims to be another event.
  ///
  /// @param hash a hash over the whole item
  record Unreadable(LedgerPosition place, String hash) implements Entry {
    @Override
    public CheckpointLeaf leaf() {
      return new CheckpointLeaf(place.subject(), place.seq(), hash);
    }

    @Override
    public Optional<ChainHead> head() {
      return Optional.empty();
    }

    @Override
    public boolean isIntact() {
      return false;
    }

    @Override
    public boolean follows(ChainHead before) {
      return false;
    }

    @Override
    public Optional<Instant> prevAt() {
      return Optional.empty();
    }
  }
}
