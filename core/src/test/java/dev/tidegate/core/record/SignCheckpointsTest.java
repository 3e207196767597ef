package dev.tidegate.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignCheckpointsTest {
  private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration GRACE = SignCheckpoints.GRACE;

  private final InMemoryRecord record = new InMemoryRecord();
  private final InMemoryAuditLog told = new InMemoryAuditLog("checkpoints");
  private final SignCheckpoints sign =
      new SignCheckpoints(record, record, record, record, told, GRACE, 5);
  private final Map<String, ChainHead> heads = new HashMap<>();

  @Test
  void whatIsClosedIsSignedAndWhatIsNotIsNot() {
    event("r-1", T);
    event("r-2", T.plusSeconds(1));
    event("r-1", T.plusSeconds(2));
    Checkpoint first = signed(T.plusSeconds(2).plus(GRACE));
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.events()).isEqualTo(2);
    assertThat(first.until()).isEqualTo(T.plusSeconds(2));
    Checkpoint second = signed(T.plusSeconds(3).plus(GRACE));
    assertThat(second.events()).isEqualTo(1);
    assertThat(second.prev()).isEqualTo(first.hash());
    assertThat(second.from()).isEqualTo(first.until());
    assertThat(record.archive()).containsOnlyKeys(1L, 2L);
    assertThat(verified()).isEqualTo(new RecordVerifier.Outcome.Whole(T.plusSeconds(3), 2, 3, 0));
    assertThat(told.events()).isEmpty();
  }

  @Test
  void nothingIsSignedWhileNothingHappensExceptOnceAnHour() {
    assertThat(signed(T.plus(GRACE)).events()).isZero();
    assertThat(sign.sign(T.plus(GRACE)).signed()).isEmpty();
    assertThat(sign.sign(T.plus(GRACE).plusSeconds(3599)).signed()).isEmpty();
    assertThat(signed(T.plus(GRACE).plusSeconds(3600)).from()).isEqualTo(T);
    event("r-1", T.plusSeconds(3601));
    assertThat(signed(T.plus(GRACE).plusSeconds(3602)).events()).isEqualTo(1);
    assertThat(verified()).isInstanceOf(RecordVerifier.Outcome.Whole.class);
  }

  @Test
  void aLongTimeInWhichNothingWasSignedIsCaughtUpInSteps() {
    signed(T.plus(GRACE));
    event("r-1", T.plus(Duration.ofDays(10)));
    Instant now = T.plus(Duration.ofDays(15)).plus(GRACE);
    assertThat(sign.sign(now).more()).isTrue();
    assertThat(sign.sign(now).more()).isTrue();
    SignCheckpoints.Report last = sign.sign(now);
    assertThat(last.more()).isFalse();
    assertThat(last.signed().orElseThrow().until()).isEqualTo(T.plus(Duration.ofDays(15)));
    assertThat(verified()).isInstanceOf(RecordVerifier.Outcome.Whole.class);
  }

  @Test
  void moreEventsThanFitAreSignedUpToAWholeSecondAndThenOn() {
    for (int i = 0; i < 12; i++) {
      event("r-" + i, T.plusSeconds(i / 2));
    }
    Instant now = T.plusSeconds(60).plus(GRACE);
    SignCheckpoints.Report report = sign.sign(now);
    assertThat(report.more()).isTrue();
    assertThat(report.signed().orElseThrow().events()).isEqualTo(4);
    while (report.more()) {
      report = sign.sign(now);
    }
    assertThat(verified()).isEqualTo(new RecordVerifier.Outcome.Whole(T.plusSeconds(60), 3, 12, 0));
  }

  @Test
  void moreEventsInOneSecondThanFitAreAFaultThatSaysSo() {
    for (int i = 0; i < 5; i++) {
      event("r-" + i, T);
    }
    AuditEvent sixth = event("r-6", T);
    assertThatThrownBy(() -> sign.sign(T.plusSeconds(1).plus(GRACE)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("more than 5 events in the second");
    record.remove(sixth);
    assertThat(signed(T.plusSeconds(1).plus(GRACE)).events()).isEqualTo(5);
  }

  @Test
  void anEventThatIsMissingFromItsChainIsToldOfAndNamedInTheStatement() {
    event("r-1", T);
    AuditEvent gone = event("r-1", T.plusSeconds(5));
    event("r-1", T.plusSeconds(10));
    signed(T.plusSeconds(1).plus(GRACE));
    record.remove(gone);
    SignCheckpoints.Report report = sign.sign(T.plusSeconds(60).plus(GRACE));
    assertThat(report.broken()).isEqualTo(1);
    assertThat(report.signed().orElseThrow().broken()).containsExactly("r-1 3");
    assertThat(told.events())
        .extracting(AuditEvent::type, event -> event.details().get("subject"))
        .containsExactly(org.assertj.core.groups.Tuple.tuple(EventType.AUDIT_CHAIN_BROKEN, "r-1"));
    assertThat(verified()).isInstanceOf(RecordVerifier.Outcome.Broken.class);
  }

  @Test
  void anEventThatWasChangedBeforeItWasSignedIsToldOf() {
    AuditEvent event = event("r-1", T);
    record.put(
        new AuditEvent(
            event.subject(),
            event.seq(),
            event.at(),
            EventType.GRANT_ENDED,
            event.actorId(),
            event.actorLabel(),
            event.details(),
            event.prev(),
            event.hash()),
        Optional.empty());
    assertThat(sign.sign(T.plusSeconds(1).plus(GRACE)).broken()).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadIsSignedAndNamedAndHoldsUpNothing() {
    event("r-1", T);
    AuditEvent poison = event("r-1", T.plusSeconds(1));
    event("r-1", T.plusSeconds(2));
    event("r-2", T.plusSeconds(3));
    record.poison(LedgerPosition.of(poison));
    SignCheckpoints.Report report = sign.sign(T.plusSeconds(60).plus(GRACE));
    assertThat(report.broken()).isEqualTo(1);
    Checkpoint signed = report.signed().orElseThrow();
    assertThat(signed.broken()).containsExactly("r-1 2");
    assertThat(signed.events()).isEqualTo(4);
    assertThat(record.checkpoints().getFirst().leaves())
        .contains(new CheckpointLeaf("r-1", 2, "f".repeat(64)));
    assertThat(told.events())
        .extracting(AuditEvent::type, event -> event.details().get("what"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(EventType.AUDIT_CHAIN_BROKEN, "unreadable"));
    assertThat(verified())
        .isInstanceOfSatisfying(
            RecordVerifier.Outcome.Broken.class,
            broken -> assertThat(broken.what()).contains("broken already").contains("r-1 2"));
    event("r-2", T.plusSeconds(100));
    assertThat(sign.sign(T.plusSeconds(200).plus(GRACE)).broken()).isZero();
  }

  @Test
  void whatFollowsSomethingUnreadableOfAnEarlierCheckpointIsNamedToo() {
    AuditEvent poison = event("r-1", T);
    signed(T.plusSeconds(1).plus(GRACE));
    assertThat(verified()).isInstanceOf(RecordVerifier.Outcome.Whole.class);
    event("r-1", T.plusSeconds(10));
    record.poison(LedgerPosition.of(poison));
    assertThat(signed(T.plusSeconds(60).plus(GRACE)).broken()).containsExactly("r-1 2");
    assertThat(verified())
        .isEqualTo(
            new RecordVerifier.Outcome.Broken(
                RecordVerifier.Kind.CHANGED,
                "event 1 of r-1",
                "it can no longer be read in the ledger"));
  }

  @Test
  void anEventOfAKindThatOnlyANewerVersionKnowsIsSignedLikeAnyOther() {
    AuditEvent first = event("r-1", T);
    String hash = "e".repeat(64);
    LedgerPosition place = new LedgerPosition(T.plusSeconds(1), "r-1", 2);
    record.put(new RecordReader.Newer(place, first.hash(), hash, Optional.of(T)));
    heads.put("r-1", new ChainHead(2, hash, place.at()));
    event("r-1", T.plusSeconds(2));
    assertThat(signed(T.plusSeconds(60).plus(GRACE)).broken()).isEmpty();
    event("r-1", T.plusSeconds(100));
    assertThat(signed(T.plusSeconds(200).plus(GRACE)).broken()).isEmpty();
    assertThat(told.events()).isEmpty();
  }

  @Test
  void aChainThatGoesOnInALaterCheckpointIsNotTakenForBroken() {
    event("r-1", T);
    signed(T.plusSeconds(1).plus(GRACE));
    event("r-1", T.plusSeconds(600));
    SignCheckpoints.Report report = sign.sign(T.plusSeconds(700).plus(GRACE));
    assertThat(report.broken()).isZero();
    assertThat(verified()).isInstanceOf(RecordVerifier.Outcome.Whole.class);
  }

  @Test
  void aRunThatDiesAfterTheArchiveIsMadeGoodByTheNext() {
    event("r-1", T);
    record.failToAdd();
    assertThatThrownBy(() -> sign.sign(T.plusSeconds(1).plus(GRACE))).isInstanceOf(Fault.class);
    assertThat(record.archive()).hasSize(1);
    assertThat(record.checkpoints()).isEmpty();
    event("r-1", T.plusSeconds(2));
    assertThat(signed(T.plusSeconds(3).plus(GRACE)).events()).isEqualTo(2);
    assertThat(verified()).isInstanceOf(RecordVerifier.Outcome.Whole.class);
  }

  private Checkpoint signed(Instant now) {
    return sign.sign(now).signed().orElseThrow();
  }

  private AuditEvent event(String subject, Instant at) {
    ChainHead head = heads.getOrDefault(subject, ChainHead.START);
    AuditEvent event =
        AuditEvent.after(
            head, subject, at, EventType.GRANT_ACTIVE, new Actor.Function("x"), Map.of());
    record.put(event, head.seq() == 0 ? Optional.empty() : Optional.of(head.at()));
    heads.put(subject, event.head());
    return event;
  }

  private RecordVerifier.Outcome verified() {
    RecordVerifier verification =
        new RecordVerifier(record.keys().getPublic(), Instant.EPOCH, Instant.EPOCH);
    Instant end = Instant.EPOCH;
    for (SignedCheckpoint signed : record.checkpoints()) {
      Checkpoint read = Checkpoint.parse(signed.statement()).orElseThrow();
      verification.checkpoint(signed);
      take(read.from(), read.until(), verification);
      end = read.until();
    }
    take(end, Instant.parse("2030-01-01T00:00:00Z"), verification);
    return verification.finish();
  }

  private void take(Instant from, Instant until, RecordVerifier verification) {
    for (RecordReader.Entry entry :
        record.read(LedgerPosition.before(from), until, 1000).entries()) {
      if (entry instanceof RecordReader.Recorded(AuditEvent event, Optional<Instant> _)) {
        verification.event(event);
      } else {
        verification.unreadable(entry.leaf());
      }
    }
  }
}
