package dev.tidegate.core.record;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Verifies an export of the record offline: events in the order of the ledger, each checkpoint
/// right before the events that it covers.
///
/// It stops at the first difference from what was signed and names it. It keeps the head of each
/// chain and one checkpoint in memory, never the events.
///
/// It cannot know whether the record continued after the time of the export. Events after the last
/// checkpoint are linked by their chains alone, so their last ones could be missing;
/// [Outcome.Whole] has their number.
public final class RecordVerifier {
  private static final Comparator<AuditEvent> ORDER =
      Comparator.comparing(AuditEvent::at)
          .thenComparing(AuditEvent::subject)
          .thenComparing(AuditEvent::seq);

  private final PublicKey key;
  private final Instant from;
  private final Instant until;
  private final ChainHeads chains = new ChainHeads();
  private Optional<Checkpoint> last = Optional.empty();
  private Optional<SignedCheckpoint> open = Optional.empty();
  private boolean fromTheStart;
  private int met;
  private long checkpoints;
  private long covered;
  private long after;
  private Optional<Instant> firstAfter = Optional.empty();
  private Optional<AuditEvent> lastAfter = Optional.empty();
  private Optional<Outcome.Broken> broken = Optional.empty();
  private Optional<Suspicion> suspicion = Optional.empty();

  /// @param key the public key for the checkpoints' signatures, from a trusted source
  /// @param from the time from which checkpoints must cover the record, at the latest from the
  ///   first checkpoint on
  /// @param until the time up to which they must
  public RecordVerifier(PublicKey key, Instant from, Instant until) {
    this.key = key;
    this.from = from;
    this.until = until;
  }

  /// The kind of the first difference.
  public enum Kind {
    CHANGED,
    REMOVED,
    ADDED,
    REORDERED,
    CHECKPOINT
  }

  /// The result of a verification.
  public sealed interface Outcome {
    /// Nothing was changed.
    ///
    /// @param coveredUntil the time up to which checkpoints cover it
    /// @param covered the number of events that a checkpoint covers
    /// @param after the number of events that none covers yet
    record Whole(Instant coveredUntil, long checkpoints, long covered, long after)
        implements Outcome {}

    /// There is no checkpoint, and no event is old enough to need one. Either nothing was signed
    /// yet, or somebody removed all checkpoints.
    ///
    /// @param events the number of events; their chains are intact
    record Unsigned(long events) implements Outcome {}

    /// The first difference from what was signed.
    ///
    /// @param where the event or the checkpoint, in words
    record Broken(Kind kind, String where, String what) implements Outcome {}
  }

  /// A missing event `expected`; whether it comes later determines what is wrong.
  private record Suspicion(
      CheckpointLeaf expected, Outcome.Broken whenMetLater, Outcome.Broken whenNeverMet) {}

  /// Returns whether the first break is known, so that reading can stop.
  public boolean isDecided() {
    return broken.isPresent();
  }

  /// Returns whether something is known to be wrong, though perhaps not yet what.
  public boolean isWrong() {
    return broken.isPresent() || suspicion.isPresent();
  }

  /// Adds the next event of the export.
  public void event(AuditEvent event) {
    if (broken.isPresent()) {
      return;
    }
    if (suspicion.isPresent()) {
      meet(suspicion.get(), CheckpointLeaf.of(event));
    } else if (open.isPresent() && met < open.get().leaves().size()) {
      expected(open.get(), event);
    } else {
      uncovered(event);
    }
  }

  /// Adds the next entry of the export, which cannot be read as an event.
  public void unreadable(CheckpointLeaf found) {
    if (broken.isPresent()) {
      return;
    }
    if (suspicion.isPresent()) {
      meet(suspicion.get(), found);
    } else if (open.isPresent() && met < open.get().leaves().size()) {
      CheckpointLeaf expected = open.get().leaves().get(met);
      boolean comesLater = open.get().leaves().stream().skip(met + 1).anyMatch(found::names);
      if (found.names(expected)) {
        broken(Kind.CHANGED, expected.toString(), "it can no longer be read in the ledger");
      } else if (comesLater) {
        suspectMissing(expected);
      } else {
        broken(Kind.ADDED, found.toString(), "it was never signed, and cannot be read");
      }
    } else {
      broken(Kind.CHANGED, found.toString(), "it cannot be read in the ledger");
    }
  }

  /// Adds the next checkpoint of the export.
  public void checkpoint(SignedCheckpoint signed) {
    if (broken.isPresent() || suspicion.isPresent()) {
      return;
    }
    if (open.isPresent() && met < open.get().leaves().size()) {
      suspectMissing(open.get().leaves().get(met));
      return;
    }
    Optional<Checkpoint> read = Checkpoint.parse(signed.statement());
    if (read.isEmpty()) {
      broken(Kind.CHECKPOINT, afterLast(), "its statement cannot be read: it was changed");
      return;
    }
    Checkpoint next = read.get();
    Optional<String> objection = CheckpointCheck.objection(next, signed, last, from, key);
    if (objection.isPresent()) {
      broken(Kind.CHECKPOINT, "checkpoint " + next.number(), objection.get());
      return;
    }
    if (lastAfter.isPresent()) {
      CheckpointLeaf early = CheckpointLeaf.of(lastAfter.get());
      boolean listed = signed.leaves().stream().anyMatch(early::names);
      broken(
          listed ? Kind.REORDERED : Kind.ADDED,
          early.toString(),
          listed
              ? "it stands before the checkpoint that covers it"
              : "no checkpoint knows it, though checkpoint " + next.number() + " comes after it");
      return;
    }
    if (!next.broken().isEmpty()) {
      broken(
          Kind.CHECKPOINT,
          "checkpoint " + next.number(),
          "the record was broken already when it was signed: " + String.join(", ", next.broken()));
      return;
    }
    fromTheStart = fromTheStart || next.number() == 1;
    last = read;
    open = Optional.of(signed);
    met = 0;
    checkpoints++;
  }

  /// Returns the result, at the end of the export.
  public Outcome finish() {
    if (broken.isEmpty() && suspicion.isEmpty() && open.isPresent()) {
      if (met < open.get().leaves().size()) {
        suspectMissing(open.get().leaves().get(met));
      }
    }
    if (broken.isEmpty()) {
      broken = suspicion.map(Suspicion::whenNeverMet);
    }
    if (broken.isEmpty() && isMissing()) {
      broken(
          Kind.CHECKPOINT,
          afterLast(),
          "it is missing: the record should be signed until " + until);
    }
    return broken
        .<Outcome>map(found -> found)
        .orElseGet(
            () ->
                last.<Outcome>map(
                        signed -> new Outcome.Whole(signed.until(), checkpoints, covered, after))
                    .orElseGet(() -> new Outcome.Unsigned(after)));
  }

  /// Returns whether a checkpoint is missing: after the last one, or for an event that is old
  /// enough.
  private boolean isMissing() {
    if (last.isPresent()) {
      return from.isBefore(until) && last.get().until().isBefore(until);
    }
    return firstAfter.filter(at -> at.isBefore(until)).isPresent();
  }

  private void expected(SignedCheckpoint by, AuditEvent event) {
    CheckpointLeaf expected = by.leaves().get(met);
    CheckpointLeaf found = CheckpointLeaf.of(event);
    if (found.equals(expected)) {
      if (!event.isIntact()) {
        broken(Kind.CHANGED, expected.toString(), "its content does not give its hash");
      } else if (link(event)) {
        met++;
        covered++;
      }
    } else if (found.names(expected)) {
      broken(Kind.CHANGED, expected.toString(), "it is not the one that was signed");
    } else if (found.hash().equals(expected.hash())) {
      broken(Kind.CHANGED, expected.toString(), "it was given another name: " + found);
    } else if (isOfLater(event) || by.leaves().subList(met, by.leaves().size()).contains(found)) {
      suspectMissing(expected);
    } else {
      suspicion =
          Optional.of(
              new Suspicion(
                  expected,
                  new Outcome.Broken(Kind.ADDED, found.toString(), "it was never signed"),
                  new Outcome.Broken(
                      Kind.CHANGED, expected.toString(), "in its place stands " + found)));
    }
  }

  private boolean isOfLater(AuditEvent event) {
    return last.filter(covering -> !event.at().isBefore(covering.until())).isPresent();
  }

  private void suspectMissing(CheckpointLeaf expected) {
    suspicion =
        Optional.of(
            new Suspicion(
                expected,
                new Outcome.Broken(
                    Kind.REORDERED, expected.toString(), "it stands later than it was signed"),
                new Outcome.Broken(
                    Kind.REMOVED, expected.toString(), "it was signed and is not there")));
  }

  private void meet(Suspicion suspect, CheckpointLeaf found) {
    if (suspect.expected().names(found)) {
      broken = Optional.of(suspect.whenMetLater());
    }
  }

  private void uncovered(AuditEvent event) {
    if (!event.isIntact()) {
      broken(
          Kind.CHANGED, CheckpointLeaf.of(event).toString(), "its content does not give its hash");
    } else if (last.filter(covering -> event.at().isBefore(covering.until())).isPresent()) {
      broken(
          Kind.ADDED,
          CheckpointLeaf.of(event).toString(),
          "checkpoint " + last.orElseThrow().number() + " covers its time and does not know it");
    } else if (lastAfter.filter(before -> ORDER.compare(before, event) >= 0).isPresent()) {
      broken(Kind.REORDERED, CheckpointLeaf.of(event).toString(), "it stands after a later one");
    } else if (link(event)) {
      lastAfter = Optional.of(event);
      firstAfter = firstAfter.or(() -> Optional.of(event.at()));
      after++;
    }
  }

  /// Adds an event to its chain and returns whether it follows; otherwise notes what is missing
  /// before it.
  private boolean link(AuditEvent event) {
    broken = chains.add(event, fromTheStart);
    return broken.isEmpty();
  }

  private String afterLast() {
    return last.map(known -> "the checkpoint after " + known.number())
        .orElse("the first checkpoint");
  }

  private void broken(Kind kind, String where, String what) {
    broken = Optional.of(new Outcome.Broken(kind, where, what));
  }
}
