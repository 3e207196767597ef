package dev.tidegate.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [RecordReader] and [CheckpointStore] keeps to.
public abstract class RecordContract {
  private static final Instant T = Instant.parse("2026-03-01T10:59:58Z");

  private RecordReader reader = new InMemoryRecord();
  private CheckpointStore store = new InMemoryRecord();

  /// Makes an empty record.
  protected abstract void empty() throws Exception;

  /// Returns the reader of the record.
  protected abstract RecordReader reader();

  /// Returns the checkpoints of the record.
  protected abstract CheckpointStore store();

  /// Puts an event that follows `head` into the record.
  protected abstract void put(ChainHead head, AuditEvent event);

  /// Damages what lies in the place of an event so that it cannot be read.
  protected abstract void damage(AuditEvent event);

  @BeforeEach
  void prepare() throws Exception {
    empty();
    reader = reader();
    store = store();
  }

  @Test
  void eventsComeInTheOrderOfSecondSubjectAndNumberOverTheBorderOfAnHour() {
    AuditEvent a1 = event(ChainHead.START, "r-0000000000000001", T);
    AuditEvent a2 = event(a1.head(), "r-0000000000000001", T);
    AuditEvent b1 = event(ChainHead.START, "policy", T);
    AuditEvent a3 = event(a2.head(), "r-0000000000000001", T.plusSeconds(3));
    AuditEvent c1 = event(ChainHead.START, "r-0000000000000002", T.plusSeconds(1));
    assertThat(all(T, T.plusSeconds(4), 100)).containsExactly(b1, a1, a2, c1, a3);
    for (int most = 1; most <= 5; most++) {
      assertThat(all(T, T.plusSeconds(4), most)).containsExactly(b1, a1, a2, c1, a3);
    }
    assertThat(all(T, T.plusSeconds(3), 100)).containsExactly(b1, a1, a2, c1);
    assertThat(all(T.plusSeconds(1), T.plusSeconds(4), 100)).containsExactly(c1, a3);
    assertThat(all(T.plusSeconds(4), T.plusSeconds(9000), 100)).isEmpty();
  }

  @Test
  void anEventLeadsToTheOneBeforeIt() {
    AuditEvent first = event(ChainHead.START, "policy", T);
    AuditEvent second = event(first.head(), "policy", T.plusSeconds(7200));
    RecordReader.Entry entry =
        reader
            .read(LedgerPosition.before(second.at()), second.at().plusSeconds(1), 10)
            .entries()
            .getFirst();
    assertThat(entry).isEqualTo(new RecordReader.Recorded(second, Optional.of(T)));
    assertThat(reader.at(new LedgerPosition(T, "policy", 1)))
        .contains(new RecordReader.Recorded(first, Optional.empty()));
    assertThat(reader.at(new LedgerPosition(T, "policy", 2))).isEmpty();
  }

  @Test
  void aStretchOfManyDaysIsReadPartByPart() {
    AuditEvent first = event(ChainHead.START, "policy", T);
    AuditEvent late = event(first.head(), "policy", T.plusSeconds(86400L * 9));
    assertThat(all(T, T.plusSeconds(86400L * 12), 100)).containsExactly(first, late);
  }

  @Test
  void ofTwoCheckpointsOfOneNumberOrOneTimeTheFirstStays() {
    SignedCheckpoint first = add(1, T, 5);
    assertThat(store.add(checkpoint(1, T.plusSeconds(900), 3), signed(1, T.plusSeconds(900), 3)))
        .isFalse();
    assertThat(store.last()).contains(first);
    SignedCheckpoint second = add(2, T.plusSeconds(300), 0);
    assertThat(store.last()).contains(second);
  }

  @Test
  void checkpointsAreListedByTheTimeTheyCover() {
    assertThat(store.last()).isEmpty();
    List<SignedCheckpoint> made = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      made.add(add(i + 1, T.plusSeconds(300L * i), i % 3));
    }
    assertThat(covering(T, T.plusSeconds(300L * 25), 7)).containsExactlyElementsOf(made);
    assertThat(covering(T.plusSeconds(299), T.plusSeconds(301), 100))
        .containsExactlyElementsOf(made.subList(0, 2));
    assertThat(covering(T.plusSeconds(300), T.plusSeconds(600), 100)).containsExactly(made.get(1));
    assertThat(covering(T.plusSeconds(300L * 25), T.plusSeconds(300L * 99), 100)).isEmpty();
  }

  private List<SignedCheckpoint> covering(Instant from, Instant to, int most) {
    List<SignedCheckpoint> found = new ArrayList<>();
    CheckpointStore.Part part = store.covering(from, to, Optional.empty(), most);
    found.addAll(part.checkpoints());
    while (part.next().isPresent()) {
      part = store.covering(from, to, part.next(), most);
      assertThat(part.checkpoints()).hasSizeLessThanOrEqualTo(most);
      found.addAll(part.checkpoints());
    }
    return found;
  }

  private SignedCheckpoint add(long number, Instant from, int events) {
    SignedCheckpoint signed = signed(number, from, events);
    assertThat(store.add(checkpoint(number, from, events), signed)).isTrue();
    return signed;
  }

  private static SignedCheckpoint signed(long number, Instant from, int events) {
    return new SignedCheckpoint(
        checkpoint(number, from, events).statement(), "c2lnbmF0dXJl", leaves(events));
  }

  private static Checkpoint checkpoint(long number, Instant from, int events) {
    return new Checkpoint(
        number,
        from,
        from.plusSeconds(300),
        events,
        MerkleTree.root(leaves(events)),
        "0".repeat(64),
        List.of());
  }

  private static List<CheckpointLeaf> leaves(int events) {
    List<CheckpointLeaf> leaves = new ArrayList<>();
    for (int i = 1; i <= events; i++) {
      leaves.add(new CheckpointLeaf("policy", i, "0".repeat(64)));
    }
    return leaves;
  }

  @Test
  void whatCannotBeReadIsHandedOutInItsPlaceAndStopsNothing() {
    AuditEvent first = event(ChainHead.START, "policy", T);
    AuditEvent second = event(first.head(), "policy", T.plusSeconds(1));
    AuditEvent third = event(second.head(), "policy", T.plusSeconds(7200));
    damage(second);
    for (int most = 1; most <= 4; most++) {
      List<RecordReader.Entry> found = entries(T, T.plusSeconds(9000), most);
      assertThat(found)
          .extracting(RecordReader.Entry::place)
          .containsExactly(
              LedgerPosition.of(first), LedgerPosition.of(second), LedgerPosition.of(third));
      assertThat(found.get(1)).isInstanceOf(RecordReader.Unreadable.class);
      assertThat(found.get(1).leaf().hash()).matches("[0-9a-f]{64}");
      assertThat(found.get(1).leaf()).isNotEqualTo(CheckpointLeaf.of(second));
    }
    assertThat(reader.at(LedgerPosition.of(second)).orElseThrow().head()).isEmpty();
    assertThat(reader.at(LedgerPosition.of(third)).orElseThrow().head()).contains(third.head());
  }

  private List<AuditEvent> all(Instant from, Instant until, int most) {
    return entries(from, until, most).stream()
        .map(entry -> ((RecordReader.Recorded) entry).event())
        .toList();
  }

  private List<RecordReader.Entry> entries(Instant from, Instant until, int most) {
    List<RecordReader.Entry> found = new ArrayList<>();
    Optional<LedgerPosition> next = Optional.of(LedgerPosition.before(from));
    while (next.isPresent()) {
      RecordReader.Part part = reader.read(next.get(), until, most);
      assertThat(part.entries()).hasSizeLessThanOrEqualTo(most);
      found.addAll(part.entries());
      next = part.next();
    }
    return found;
  }

  private AuditEvent event(ChainHead head, String subject, Instant at) {
    AuditEvent event =
        AuditEvent.after(
            head, subject, at, EventType.POLICY_PUSHED, new Actor.Function("x"), Map.of("k", "v"));
    put(head, event);
    return event;
  }
}
