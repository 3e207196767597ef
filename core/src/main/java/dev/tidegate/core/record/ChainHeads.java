package dev.tidegate.core.record;

import dev.tidegate.core.record.RecordVerifier.Kind;
import dev.tidegate.core.record.RecordVerifier.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The heads of the chains in an export, while it is verified.
final class ChainHeads {
  private final Map<String, ChainHead> heads = new HashMap<>();

  /// Adds an event to its chain, or returns what is missing before it. A chain that began before
  /// the export is accepted from its first event in it; none did if the export has the first
  /// checkpoint.
  Optional<Outcome.Broken> add(AuditEvent event, boolean fromTheStart) {
    ChainHead head = heads.get(event.subject());
    if (head == null && (fromTheStart || event.seq() == 1)) {
      head = ChainHead.START;
    }
    if (head != null && !event.follows(head)) {
      return Optional.of(gap(event, head));
    }
    heads.put(event.subject(), event.head());
    return Optional.empty();
  }

  private static Outcome.Broken gap(AuditEvent event, ChainHead head) {
    if (event.seq() > head.seq() + 1) {
      CheckpointLeaf gap = new CheckpointLeaf(event.subject(), head.seq() + 1, event.prev());
      return new Outcome.Broken(
          Kind.REMOVED, gap.toString(), "event " + event.seq() + " does not follow without it");
    }
    return new Outcome.Broken(
        Kind.CHANGED,
        CheckpointLeaf.of(event).toString(),
        "it does not follow from event " + head.seq() + " of its chain");
  }
}
