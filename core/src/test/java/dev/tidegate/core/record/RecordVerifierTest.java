package dev.tidegate.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.RecordVerifier.Kind;
import dev.tidegate.core.record.RecordVerifier.Outcome;
import dev.tidegate.core.record.SampleRecord.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tampers with an export in each way. The untampered twin passes first, in every test.
class RecordVerifierTest {
  private final SampleRecord sample = new SampleRecord(20260301, 4);
  private final List<Line> lines = new ArrayList<>(sample.lines());

  RecordVerifierTest() {
    assertThat(sample.verify(sample.lines())).isInstanceOf(Outcome.Whole.class);
  }

  @Test
  void whatNobodyTouchedIsWholeAndSaysWhatIsCovered() {
    Outcome.Whole whole = (Outcome.Whole) sample.verify(lines);
    assertThat(whole.checkpoints()).isEqualTo(4);
    assertThat(whole.coveredUntil())
        .isEqualTo(SampleRecord.BEGIN.plusSeconds(4L * SampleRecord.SECONDS));
    assertThat(whole.covered() + whole.after()).isEqualTo(lines.size() - 4);
    assertThat(whole.after()).isPositive();
    assertThat(new RecordVerifier(sample.key(), Instant.EPOCH, Instant.EPOCH).finish())
        .isEqualTo(new Outcome.Unsigned(0));
  }

  static Stream<UnaryOperator<AuditEvent>> changes() {
    return Stream.of(
        e -> new Edit(e).subject("r-9999999999999999").make(),
        e -> new Edit(e).seq(e.seq() + 1).make(),
        e -> new Edit(e).at(e.at().plusSeconds(1)).make(),
        e ->
            new Edit(e)
                .type(
                    e.type() == EventType.GRANT_ENDED ? EventType.GRANT_CUT : EventType.GRANT_ENDED)
                .make(),
        e -> new Edit(e).actorId("iss|mallory").make(),
        e -> new Edit(e).actorLabel("somebody else").make(),
        e -> new Edit(e).details(Map.of("n", "other")).make(),
        e -> new Edit(e).prev("1".repeat(64)).make(),
        e -> new Edit(e).hash("2".repeat(64)).make());
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeToAnyFieldOfAnyEventIsNamed(UnaryOperator<AuditEvent> change) {
    for (int i : events()) {
      List<Line> changed = new ArrayList<>(lines);
      AuditEvent tampered = change.apply(at(i));
      changed.set(i, new Line.Event(tampered));
      Outcome.Broken broken = broken(changed);
      assertThat(broken.kind()).isEqualTo(Kind.CHANGED);
      assertThat(broken.where())
          .isIn(CheckpointLeaf.of(at(i)).toString(), CheckpointLeaf.of(tampered).toString());
      if (i < firstUncovered()) {
        assertThat(broken.where()).isEqualTo(CheckpointLeaf.of(at(i)).toString());
      }
    }
  }

  @Test
  void aChainThatWasWrittenAnewIsFoundAtItsFirstNewEvent() {
    int from = events().getFirst();
    List<Line> forged = new ArrayList<>(lines);
    rewrite(forged, from);
    assertThat(AuditEvent.firstBreak(at(from).subject(), chain(forged, at(from).subject())))
        .isEmpty();
    assertThat(broken(forged))
        .isEqualTo(
            new Outcome.Broken(
                Kind.CHANGED,
                CheckpointLeaf.of(at(from)).toString(),
                "it is not the one that was signed"));
  }

  @Test
  void aRemovedEventIsNamedWhereverItWasCovered() {
    for (int i : events()) {
      List<Line> cut = new ArrayList<>(lines);
      cut.remove(i);
      if (i < firstUncovered()) {
        assertThat(broken(cut))
            .isEqualTo(
                new Outcome.Broken(
                    Kind.REMOVED,
                    CheckpointLeaf.of(at(i)).toString(),
                    "it was signed and is not there"));
      }
    }
  }

  @Test
  void whatCanNoLongerBeReadIsNamedWhereverItLies() {
    for (int i : events()) {
      List<Line> damaged = new ArrayList<>(lines);
      CheckpointLeaf leaf = new CheckpointLeaf(at(i).subject(), at(i).seq(), "f".repeat(64));
      damaged.set(i, new Line.Unreadable(leaf));
      assertThat(broken(damaged))
          .isEqualTo(
              new Outcome.Broken(
                  Kind.CHANGED,
                  leaf.toString(),
                  i < firstUncovered()
                      ? "it can no longer be read in the ledger"
                      : "it cannot be read in the ledger"));
    }
  }

  @Test
  void somethingUnreadableThatWasNeverSignedIsNamedAndSoIsWhatItDisplaces() {
    int first = events().getFirst();
    Line poison = new Line.Unreadable(new CheckpointLeaf("policy", 999, "f".repeat(64)));
    List<Line> added = new ArrayList<>(lines);
    added.add(first, poison);
    assertThat(broken(added))
        .isEqualTo(
            new Outcome.Broken(
                Kind.ADDED, "event 999 of policy", "it was never signed, and cannot be read"));
    List<Line> moved = new ArrayList<>(lines);
    CheckpointLeaf second = CheckpointLeaf.of(at(first + 1));
    moved.remove(first);
    moved.set(
        first,
        new Line.Unreadable(new CheckpointLeaf(second.subject(), second.seq(), "f".repeat(64))));
    assertThat(broken(moved).kind()).isEqualTo(Kind.REMOVED);
    assertThat(broken(moved).where()).isEqualTo(CheckpointLeaf.of(at(first)).toString());
  }

  @Test
  void aChainThatIsWhollyGoneIsNamedByItsFirstEvent() {
    AuditEvent first = at(events().getFirst());
    List<Line> cut = new ArrayList<>(lines);
    cut.removeIf(
        line ->
            line instanceof Line.Event(AuditEvent event)
                && event.subject().equals(first.subject()));
    assertThat(broken(cut).kind()).isEqualTo(Kind.REMOVED);
    assertThat(broken(cut).where()).isEqualTo(CheckpointLeaf.of(first).toString());
  }

  @Test
  void aGapAmongThoseNotCoveredYetIsNamedAndTheVeryLastCannotBeMissed() {
    String subject = "r-0000000000000007";
    List<AuditEvent> chain = new ArrayList<>();
    ChainHead head = ChainHead.START;
    for (int i = 0; i < 3; i++) {
      chain.add(event(head, subject, SampleRecord.BEGIN.plusSeconds(i)));
      head = chain.getLast().head();
    }
    SampleRecord none = new SampleRecord(1, 0);
    assertThat(none.verify(chain.stream().<Line>map(Line.Event::new).toList()))
        .isEqualTo(new Outcome.Unsigned(3));
    assertThat(
            none.verify(List.of(new Line.Event(chain.getFirst()), new Line.Event(chain.getLast()))))
        .isInstanceOfSatisfying(
            Outcome.Broken.class,
            broken -> {
              assertThat(broken.kind()).isEqualTo(Kind.REMOVED);
              assertThat(broken.where()).isEqualTo("event 2 of " + subject);
            });
    assertThat(none.verify(chain.subList(0, 2).stream().<Line>map(Line.Event::new).toList()))
        .isInstanceOf(Outcome.Unsigned.class);
  }

  @Test
  void anAddedEventIsNamed() {
    for (int i : events()) {
      if (i < firstUncovered()) {
        AuditEvent more = event(ChainHead.START, "r-5555555555555555", at(i).at());
        List<Line> grown = new ArrayList<>(lines);
        grown.add(i, new Line.Event(more));
        assertThat(broken(grown).kind()).isEqualTo(Kind.ADDED);
        assertThat(broken(grown).where()).isEqualTo("event 1 of r-5555555555555555");
      }
    }
  }

  @Test
  void anEventOfACoveredTimeThatComesLaterIsNamed() {
    List<Line> grown = new ArrayList<>(lines);
    grown.add(
        firstUncovered(),
        new Line.Event(event(ChainHead.START, "r-5555555555555555", SampleRecord.BEGIN)));
    assertThat(broken(grown).kind()).isEqualTo(Kind.ADDED);
  }

  @Test
  void aDoubledEventIsNamed() {
    int i = events().get(2);
    List<Line> doubled = new ArrayList<>(lines);
    doubled.add(i, lines.get(i));
    assertThat(broken(doubled).kind()).isIn(Kind.ADDED, Kind.REORDERED, Kind.CHANGED);
  }

  @Test
  void twoThatChangedPlacesAreNamedByTheFirst() {
    for (int i : events()) {
      if (i + 1 < lines.size() && lines.get(i + 1) instanceof Line.Event) {
        List<Line> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, i, i + 1);
        Outcome.Broken broken = broken(swapped);
        if (i < firstUncovered()) {
          assertThat(broken.kind()).isEqualTo(Kind.REORDERED);
          assertThat(broken.where()).isEqualTo(CheckpointLeaf.of(at(i)).toString());
        }
      }
    }
  }

  @Test
  void withoutAnyCheckpointItIsUnsignedUntilAnEventInItIsOldEnoughToBeSigned() {
    List<AuditEvent> only = events().stream().map(this::at).toList();
    Instant first = only.getFirst().at();
    Instant begin = SampleRecord.BEGIN.minusSeconds(86400);
    RecordVerifier young = new RecordVerifier(sample.key(), begin, first);
    RecordVerifier old = new RecordVerifier(sample.key(), begin, first.plusSeconds(1));
    only.forEach(young::event);
    only.forEach(old::event);
    assertThat(young.finish()).isEqualTo(new Outcome.Unsigned(only.size()));
    assertThat(old.finish())
        .isEqualTo(
            new Outcome.Broken(
                Kind.CHECKPOINT,
                "the first checkpoint",
                "it is missing: the record should be signed until " + first.plusSeconds(1)));
  }

  @Test
  void anEventInFrontOfItsCheckpointIsNamed() {
    int check = checks().get(2);
    List<Line> moved = new ArrayList<>(lines);
    Collections.swap(moved, check, check + 1);
    assertThat(broken(moved).where()).isEqualTo(CheckpointLeaf.of(at(check + 1)).toString());
  }

  @Test
  void aCheckpointThatIsMissingIsNamed() {
    for (int i : checks().subList(1, 3)) {
      List<Line> cut = new ArrayList<>(lines);
      cut.remove(i);
      assertThat(broken(cut).kind()).isIn(Kind.ADDED, Kind.CHECKPOINT);
    }
    List<Line> whole = new ArrayList<>(lines);
    whole.subList(checks().get(1), checks().get(2)).clear();
    assertThat(broken(whole))
        .isEqualTo(
            new Outcome.Broken(
                Kind.CHECKPOINT, "checkpoint 3", "checkpoint 2 before it was removed"));
  }

  @Test
  void checkpointsThatAreMissingAtTheEndOrTheBeginningAreNamed() {
    List<Line> short_ = lines.subList(0, checks().getLast());
    assertThat(broken(short_))
        .isEqualTo(
            new Outcome.Broken(
                Kind.CHECKPOINT,
                "the checkpoint after 3",
                "it is missing: the record should be signed until " + sample.signedUntil()));
    List<Line> late = lines.subList(checks().get(1), lines.size());
    assertThat(broken(late).where()).isEqualTo("checkpoint 2");
    List<Line> none = new ArrayList<>(lines);
    none.removeIf(Line.Check.class::isInstance);
    assertThat(broken(none).where()).isEqualTo("the first checkpoint");
  }

  @Test
  void aChangedStatementSignatureOrListIsNamed() {
    int i = checks().get(1);
    SignedCheckpoint true_ = ((Line.Check) lines.get(i)).signed();
    List<SignedCheckpoint> wrong =
        List.of(
            new SignedCheckpoint(
                true_.statement().replace("number 2", "number 3"),
                true_.signature(),
                true_.leaves()),
            new SignedCheckpoint("nonsense", true_.signature(), true_.leaves()),
            new SignedCheckpoint(true_.statement() + "\n", true_.signature(), true_.leaves()),
            new SignedCheckpoint(true_.statement(), "AAAA", true_.leaves()),
            new SignedCheckpoint(true_.statement(), "not base64", true_.leaves()),
            new SignedCheckpoint(
                true_.statement(), true_.signature(), true_.leaves().subList(1, 3)),
            new SignedCheckpoint(true_.statement(), true_.signature(), true_.leaves().reversed()),
            SampleRecord.sign(
                SampleRecord.newKeys(),
                Checkpoint.parse(true_.statement()).orElseThrow(),
                true_.leaves()));
    for (SignedCheckpoint signed : wrong) {
      List<Line> changed = new ArrayList<>(lines);
      changed.set(i, new Line.Check(signed));
      assertThat(broken(changed).kind()).isEqualTo(Kind.CHECKPOINT);
    }
  }

  @Test
  void aRecordThatWasBrokenWhenItWasSignedIsNeverWhole() {
    SignedCheckpoint last = ((Line.Check) lines.get(checks().getLast())).signed();
    Checkpoint before = Checkpoint.parse(last.statement()).orElseThrow();
    Checkpoint named =
        new Checkpoint(
            before.number(),
            before.from(),
            before.until(),
            before.events(),
            before.root(),
            before.prev(),
            List.of("r-0000000000000003 2"));
    assertThat(Checkpoint.parse(named.statement())).contains(named);
    lines.set(checks().getLast(), new Line.Check(sample.signed(named, last.leaves())));
    assertThat(broken(lines).what()).contains("r-0000000000000003 2");
  }

  @Test
  void aRandomChangeIsAlwaysFound() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      SampleRecord record = new SampleRecord(seed, 1 + random.nextInt(4));
      assertThat(record.verify(record.lines()))
          .as("seed " + seed)
          .isInstanceOf(Outcome.Whole.class);
      List<Line> changed = tampered(record, random);
      assertThat(record.verify(changed)).as("seed " + seed).isInstanceOf(Outcome.Broken.class);
    }
  }

  /// Changes a record in a random way, in the part that checkpoints cover.
  private static List<Line> tampered(SampleRecord record, Random random) {
    List<Line> changed = new ArrayList<>(record.lines());
    List<Integer> places = new ArrayList<>();
    int covered = 0;
    for (Line line : changed) {
      covered += line instanceof Line.Check(SignedCheckpoint s) ? s.leaves().size() + 1 : 0;
    }
    for (int i = 0; i < covered; i++) {
      if (changed.get(i) instanceof Line.Event) {
        places.add(i);
      }
    }
    int i = places.get(random.nextInt(places.size()));
    AuditEvent event = ((Line.Event) changed.get(i)).event();
    switch (random.nextInt(5)) {
      case 0 -> changed.remove(i);
      case 1 -> changed.add(i, new Line.Event(event(ChainHead.START, "zz", event.at())));
      case 2 -> {
        int other = places.get(random.nextInt(places.size()));
        Collections.swap(
            changed, i, other == i ? places.get((places.indexOf(i) + 1) % places.size()) : other);
      }
      case 3 -> changed.set(i, new Line.Event(new Edit(event).actorId("iss|x").make()));
      default -> rewrite(changed, i);
    }
    return changed;
  }

  /// Writes a chain anew from the event at `from` on, with hashes that fit.
  private static void rewrite(List<Line> all, int from) {
    Map<String, ChainHead> heads = new HashMap<>();
    String subject = ((Line.Event) all.get(from)).event().subject();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof Line.Event(AuditEvent event) && event.subject().equals(subject)) {
        ChainHead head = heads.getOrDefault(subject, ChainHead.START);
        AuditEvent next =
            i < from
                ? event
                : AuditEvent.after(
                    head,
                    subject,
                    event.at(),
                    event.type(),
                    new Actor.Function("forger"),
                    event.details());
        heads.put(subject, next.head());
        all.set(i, new Line.Event(next));
      }
    }
  }

  private static AuditEvent event(ChainHead head, String subject, Instant at) {
    return AuditEvent.after(
        head, subject, at, EventType.REVIEW_GIVEN, new Actor.Function("reviews"), Map.of());
  }

  private static List<AuditEvent> chain(List<Line> of, String subject) {
    return of.stream()
        .filter(Line.Event.class::isInstance)
        .map(line -> ((Line.Event) line).event())
        .filter(event -> event.subject().equals(subject))
        .toList();
  }

  private Outcome.Broken broken(List<Line> of) {
    return (Outcome.Broken) sample.verify(of);
  }

  private AuditEvent at(int line) {
    return ((Line.Event) lines.get(line)).event();
  }

  private List<Integer> events() {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof Line.Event) {
        places.add(i);
      }
    }
    return places;
  }

  private List<Integer> checks() {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof Line.Check) {
        places.add(i);
      }
    }
    return places;
  }

  private int firstUncovered() {
    int last = checks().getLast();
    return last + 1 + ((Line.Check) lines.get(last)).signed().leaves().size();
  }

  /// An event with some fields other than they were.
  private static final class Edit {
    private String subject;
    private int seq;
    private Instant at;
    private EventType type;
    private String actorId;
    private String actorLabel;
    private Map<String, String> details;
    private String prev;
    private String hash;

    Edit(AuditEvent of) {
      subject = of.subject();
      seq = of.seq();
      at = of.at();
      type = of.type();
      actorId = of.actorId();
      actorLabel = of.actorLabel();
      details = of.details();
      prev = of.prev();
      hash = of.hash();
    }

    Edit subject(String other) {
      subject = other;
      return this;
    }

    Edit seq(int other) {
      seq = other;
      return this;
    }

    Edit at(Instant other) {
      at = other;
      return this;
    }

    Edit type(EventType other) {
      type = other;
      return this;
    }

    Edit actorId(String other) {
      actorId = other;
      return this;
    }

    Edit actorLabel(String other) {
      actorLabel = other;
      return this;
    }

    Edit details(Map<String, String> other) {
      details = other;
      return this;
    }

    Edit prev(String other) {
      prev = other;
      return this;
    }

    Edit hash(String other) {
      hash = other;
      return this;
    }

    AuditEvent make() {
      return new AuditEvent(
          subject, seq, at, type, actorId, actorLabel, new TreeMap<>(details), prev, hash);
    }
  }
}
