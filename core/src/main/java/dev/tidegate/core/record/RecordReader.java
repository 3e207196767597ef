package dev.tidegate.core.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads the events of the ledger, strongly consistent. What cannot be read is handed out as that:
/// it neither stops the reading nor is left out.
public interface RecordReader {
  /// Returns at most `most` events that lie after `place` and happened before `until`, in the order
  /// of the ledger. One call looks at a bounded stretch of time, so that there can be a next place
  /// even when nothing was found.
  Part read(LedgerPosition place, Instant until, int most);

  /// Returns what lies at exactly this place.
  Optional<Entry> at(LedgerPosition place);

  /// A part of the ledger.
  ///
  /// @param next where to read on; nothing at the end
  record Part(List<Entry> entries, Optional<LedgerPosition> next) {
    public Part {
      entries = List.copyOf(entries);
    }
  }

  /// What lies in one place of the ledger.
  sealed interface Entry {
    /// Returns where it lies.
    LedgerPosition place();

    /// Returns what a checkpoint signs of it.
    CheckpointLeaf leaf();

    /// Returns what the next event of its chain must follow; nothing when that cannot be read.
    Optional<ChainHead> head();

    /// Says whether its hash is that of its content.
    boolean isIntact();

    /// Says whether it is the one right after `before` in its chain.
    boolean follows(ChainHead before);

    /// Returns when the one before it in its chain happened, which says where that one lies.
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

  /// An event of a kind that a newer version wrote. What it says is not known here; that its hash
  /// is that of its content is.
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

  /// Something in the place of an event that cannot be read, or says that it is another one.
  ///
  /// @param hash over all of what lies there
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
