package dev.tidegate.core.record;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.timing.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Signs the events that were added to the ledger since the last checkpoint.
///
/// A time range is signed once it is closed, that is, when no function that read its clock within
/// it can still be writing. An event that cannot be read, or does not follow from the one before
/// it, is reported and named in the statement. The statement is still signed, since unsigned events
/// could be changed further.
///
/// The last checkpoint is the only state. A run that dies between storing a checkpoint in the
/// archive and beside the ledger leaves an additional, true statement in the archive.
public final class SignCheckpoints {
  /// How long a time range stays open by default: longer than any function may run.
  public static final Duration GRACE = Timing.CHECKPOINT_GRACE;

  /// How long no checkpoint is made when nothing happens.
  public static final Duration IDLE = Duration.ofHours(1);

  /// The longest time range of one checkpoint, so that a run makes progress however long nothing
  /// was signed.
  private static final Duration LONGEST = Duration.ofDays(7);

  /// How far back the first checkpoint looks.
  private static final Duration FIRST = Duration.ofDays(1);

  private static final Actor ACTOR = new Actor.Function("checkpoints");

  private final RecordReader reader;
  private final CheckpointStore store;
  private final CheckpointSigner signer;
  private final CheckpointArchive archive;
  private final AuditLog ledger;
  private final Duration grace;
  private final int mostEvents;

  /// @param ledger the log that records breaks
  /// @param grace how long a time range stays open
  public SignCheckpoints(
      RecordReader reader,
      CheckpointStore store,
      CheckpointSigner signer,
      CheckpointArchive archive,
      AuditLog ledger,
      Duration grace) {
    this(reader, store, signer, archive, ledger, grace, SignedCheckpoint.MOST_LEAVES);
  }

  SignCheckpoints(
      RecordReader reader,
      CheckpointStore store,
      CheckpointSigner signer,
      CheckpointArchive archive,
      AuditLog ledger,
      Duration grace,
      int mostEvents) {
    this.reader = reader;
    this.store = store;
    this.signer = signer;
    this.archive = archive;
    this.ledger = ledger;
    this.grace = grace;
    this.mostEvents = mostEvents;
  }

  /// The result of a run.
  ///
  /// @param signed the checkpoint, if there was something to sign
  /// @param broken the number of events that could not be read or did not follow from the ones
  ///   before them
  /// @param more whether more closed time is left to sign
  public record Report(Optional<Checkpoint> signed, int broken, boolean more) {}

  private record Window(List<RecordReader.Entry> entries, Instant until, boolean more) {}

  private record Break(CheckpointLeaf at, boolean readable) {}

  /// Signs the next closed time range, if it has events or the last checkpoint is old enough.
  public Report sign(Instant now) {
    Optional<Checkpoint> last = store.last().map(SignCheckpoints::read);
    Instant closed = now.minus(grace).truncatedTo(ChronoUnit.SECONDS);
    Instant from = last.map(Checkpoint::until).orElseGet(() -> closed.minus(FIRST));
    if (!from.isBefore(closed)) {
      return new Report(Optional.empty(), 0, false);
    }
    Instant end = from.plus(LONGEST).isBefore(closed) ? from.plus(LONGEST) : closed;
    Window window = window(from, end);
    boolean idle = window.entries().isEmpty() && last.isPresent();
    if (idle && from.plus(IDLE).isAfter(window.until())) {
      return new Report(Optional.empty(), 0, false);
    }
    List<Break> broken = broken(window.entries());
    List<CheckpointLeaf> leaves = window.entries().stream().map(RecordReader.Entry::leaf).toList();
    Checkpoint next =
        new Checkpoint(
            last.map(Checkpoint::number).orElse(0L) + 1,
            from,
            window.until(),
            leaves.size(),
            MerkleTree.root(leaves),
            last.map(Checkpoint::hash).orElse(ChainHead.START.hash()),
            broken.stream()
                .limit(Checkpoint.MOST_BROKEN)
                .map(found -> found.at().subject() + " " + found.at().seq())
                .toList());
    tell(broken, next, now);
    keep(next, leaves);
    return new Report(
        Optional.of(next), broken.size(), window.more() || next.until().isBefore(closed));
  }

  private void keep(Checkpoint next, List<CheckpointLeaf> leaves) {
    byte[] statement = next.statement().getBytes(StandardCharsets.UTF_8);
    SignedCheckpoint signed = SignedCheckpoint.of(next.statement(), signer.sign(statement), leaves);
    archive.keep(next, signed);
    if (!store.add(next, signed)) {
      throw new Fault(
          Fault.Kind.BUSY, "checkpoint " + next.number() + " was signed by another run");
    }
  }

  /// Reads the entries from `from` to `closed`, or, when they are too many for one checkpoint, up
  /// to the last second that fits as a whole.
  private Window window(Instant from, Instant closed) {
    List<RecordReader.Entry> entries = new ArrayList<>();
    Optional<LedgerPosition> next = Optional.of(LedgerPosition.before(from));
    while (next.isPresent() && entries.size() <= mostEvents) {
      RecordReader.Part part = reader.read(next.get(), closed, mostEvents + 1 - entries.size());
      entries.addAll(part.entries());
      next = part.next();
    }
    if (entries.size() <= mostEvents) {
      return new Window(entries, closed, false);
    }
    Instant cut = entries.getLast().place().at();
    List<RecordReader.Entry> whole =
        entries.stream().filter(entry -> entry.place().at().isBefore(cut)).toList();
    if (whole.isEmpty()) {
      throw new Fault(
          Fault.Kind.BROKEN, "more than " + mostEvents + " events in the second " + cut);
    }
    return new Window(whole, cut, true);
  }

  private List<Break> broken(List<RecordReader.Entry> entries) {
    Map<String, Optional<ChainHead>> heads = new HashMap<>();
    List<Break> broken = new ArrayList<>();
    for (RecordReader.Entry entry : entries) {
      String subject = entry.leaf().subject();
      boolean readable = entry.head().isPresent();
      // An event after an unreadable one, which this statement names, is not a second break.
      boolean follows =
          heads.containsKey(subject)
              ? heads.get(subject).map(entry::follows).orElse(true)
              : headBefore(entry).filter(entry::follows).isPresent();
      if (!readable || !entry.isIntact() || !follows) {
        broken.add(new Break(entry.leaf(), readable));
      }
      heads.put(subject, entry.head());
    }
    return broken;
  }

  private Optional<ChainHead> headBefore(RecordReader.Entry entry) {
    LedgerPosition place = entry.place();
    if (place.seq() == 1) {
      return Optional.of(ChainHead.START);
    }
    return entry
        .prevAt()
        .flatMap(at -> reader.at(new LedgerPosition(at, place.subject(), place.seq() - 1)))
        .filter(RecordReader.Entry::isIntact)
        .flatMap(RecordReader.Entry::head);
  }

  private void tell(List<Break> broken, Checkpoint in, Instant now) {
    List<AuditLog.Entry> entries =
        broken.stream()
            .limit(Checkpoint.MOST_BROKEN)
            .map(
                found ->
                    new AuditLog.Entry(
                        EventType.AUDIT_CHAIN_BROKEN,
                        Map.of(
                            "subject", found.at().subject(),
                            "event", Integer.toString(found.at().seq()),
                            "what", found.readable() ? "does-not-follow" : "unreadable",
                            "checkpoint", Long.toString(in.number()),
                            "broken", Integer.toString(broken.size()))))
            .toList();
    ledger.append(entries, ACTOR, now);
  }

  private static Checkpoint read(SignedCheckpoint signed) {
    return Checkpoint.parse(signed.statement())
        .orElseThrow(
            () -> new Fault(Fault.Kind.BROKEN, "the last checkpoint's statement cannot be read"));
  }
}
