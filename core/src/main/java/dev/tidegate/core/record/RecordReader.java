package dev.tidegate.core.record;

import dev.tidegate.core.audit.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads the events of the ledger, strongly consistent.
public interface RecordReader {
  /// Returns at most `most` events that lie after `place` and happened before `until`, in the order
  /// of the ledger. One call looks at a bounded stretch of time, so that there can be a next place
  /// even when nothing was found.
  Part read(Place place, Instant until, int most);

  /// Returns the event at exactly this place.
  Optional<AuditEvent> at(Place place);

  /// A part of the ledger.
  ///
  /// @param next where to read on; nothing at the end
  record Part(List<Entry> entries, Optional<Place> next) {
    public Part {
      entries = List.copyOf(entries);
    }
  }

  /// An event, and when the one before it in its chain happened, which says where in the ledger
  /// that one lies.
  record Entry(AuditEvent event, Optional<Instant> prevAt) {}
}
