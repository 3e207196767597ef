package dev.tidegate.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditEventTest {
  @Test
  void
      half_a_surrogate_pair_is_refused_when_an_event_is_written_and_never_intact_when_it_is_read() {
    AuditEvent whole = event("why?");
    assertThat(whole.isIntact()).isTrue();
    assertThatThrownBy(() -> event("why\ud83d")).isInstanceOf(IllegalArgumentException.class);
    AuditEvent changed =
        new AuditEvent(
            whole.subject(),
            whole.seq(),
            whole.at(),
            whole.type(),
            whole.actorId(),
            whole.actorLabel(),
            new TreeMap<>(Map.of("reason", "why\ud83d")),
            whole.prev(),
            whole.hash());
    assertThat(changed.isIntact()).isFalse();
  }

  private static AuditEvent event(String reason) {
    return AuditEvent.after(
        ChainHead.START,
        "r-0000000000000001",
        Instant.parse("2026-03-01T10:00:00Z"),
        EventType.REQUEST_SUBMITTED,
        new Actor.Function("x"),
        Map.of("reason", reason));
  }

  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SUBJECT = "r-0000000000000001";

  private final List<AuditEvent> chain = chain(SUBJECT, 5);
  private final ChainHead head = chain.getLast().head();

  @Test
  void aChainThatNobodyTouchedIsWhole() {
    assertThat(AuditEvent.firstBreak(SUBJECT, chain, head)).isEmpty();
    assertThat(AuditEvent.firstBreak(SUBJECT, chain)).isEmpty();
    assertThat(AuditEvent.firstBreak(SUBJECT, List.of(), ChainHead.START)).isEmpty();
  }

  static Stream<UnaryOperator<AuditEvent>> changes() {
    return Stream.of(
        e -> with(e, "r-0000000000000002", e.seq(), e.at(), e.type(), e.actorId(), e.details()),
        e -> with(e, e.subject(), e.seq() + 1, e.at(), e.type(), e.actorId(), e.details()),
        e -> with(e, e.subject(), e.seq(), AT.plusSeconds(99), e.type(), e.actorId(), e.details()),
        e -> with(e, e.subject(), e.seq(), e.at(), EventType.GRANT_CUT, e.actorId(), e.details()),
        e -> with(e, e.subject(), e.seq(), e.at(), e.type(), "iss|mallory", e.details()),
        e -> with(e, e.subject(), e.seq(), e.at(), e.type(), e.actorId(), Map.of("k", "other")),
        e -> with(e, e.subject(), e.seq(), e.at(), e.type(), e.actorId(), Map.of()),
        e -> relabelled(e, "somebody else"),
        e -> rehashed(e, e.prev(), "0".repeat(64)),
        e -> rehashed(e, "0".repeat(63) + "1", e.hash()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeToAnyFieldOfAnyEventIsFoundAtThatEvent(UnaryOperator<AuditEvent> change) {
    for (int i = 0; i < chain.size(); i++) {
      List<AuditEvent> changed = new ArrayList<>(chain);
      changed.set(i, change.apply(chain.get(i)));
      assertThat(AuditEvent.firstBreak(SUBJECT, changed, head)).contains(i + 1);
    }
  }

  @Test
  void aRemovedEventIsFoundWhereverItWas() {
    for (int i = 0; i < chain.size(); i++) {
      List<AuditEvent> cut = new ArrayList<>(chain);
      cut.remove(i);
      assertThat(AuditEvent.firstBreak(SUBJECT, cut, head)).contains(i + 1);
    }
    assertThat(AuditEvent.firstBreak(SUBJECT, List.of(), head)).contains(1);
  }

  @Test
  void anAddedEventIsFoundWhereverItIs() {
    for (int i = 0; i <= chain.size(); i++) {
      ChainHead before = i == 0 ? ChainHead.START : chain.get(i - 1).head();
      List<AuditEvent> more = new ArrayList<>(chain);
      more.add(
          i,
          AuditEvent.after(
              before, SUBJECT, AT, EventType.GRANT_ACTIVE, new Actor.Function("x"), Map.of()));
      assertThat(AuditEvent.firstBreak(SUBJECT, more, head))
          .as("added as number %s", i + 1)
          .contains(i == chain.size() ? i + 1 : i + 2);
    }
  }

  @Test
  void eventsInAnotherOrderAreFound() {
    for (int i = 0; i + 1 < chain.size(); i++) {
      List<AuditEvent> swapped = new ArrayList<>(chain);
      Collections.swap(swapped, i, i + 1);
      assertThat(AuditEvent.firstBreak(SUBJECT, swapped, head)).contains(i + 1);
    }
  }

  @Test
  void theChainOfAnotherRequestIsNotTakenForThisOne() {
    List<AuditEvent> other = chain("r-0000000000000002", 5);
    assertThat(AuditEvent.firstBreak(SUBJECT, other, other.getLast().head())).contains(1);
  }

  @Test
  void aChainThatWasWrittenAnewIsFoundByItsHead() {
    List<AuditEvent> forged = chain(SUBJECT, 4);
    forged = new ArrayList<>(forged);
    forged.add(
        AuditEvent.after(
            forged.getLast().head(),
            SUBJECT,
            AT,
            EventType.GRANT_ENDED,
            new Actor.Function("x"),
            Map.of()));
    assertThat(AuditEvent.firstBreak(SUBJECT, forged)).isEmpty();
    assertThat(AuditEvent.firstBreak(SUBJECT, forged, head)).contains(5);
  }

  @Test
  void anEventIsInWholeSecondsSoThatWhatIsExportedVerifies() {
    AuditEvent event =
        AuditEvent.after(
            ChainHead.START,
            SUBJECT,
            AT.plusNanos(123_456_789),
            EventType.GRANT_ACTIVE,
            new Actor.Function("x"),
            Map.of());
    assertThat(event.at()).isEqualTo(AT);
    assertThat(AuditEvent.firstBreak(SUBJECT, List.of(event), event.head())).isEmpty();
  }

  @Test
  void everyTypeIsReadBackFromItsWord() {
    for (EventType type : EventType.values()) {
      assertThat(EventType.of(type.word())).contains(type);
    }
    assertThat(EventType.of("request.forgotten")).isEmpty();
  }

  private static List<AuditEvent> chain(String subject, int length) {
    List<AuditEvent> events = new ArrayList<>();
    ChainHead last = ChainHead.START;
    for (int i = 0; i < length; i++) {
      AuditEvent event =
          AuditEvent.after(
              last,
              subject,
              AT.plusSeconds(i),
              EventType.REVIEW_GIVEN,
              new Actor.Function("reviews"),
              Map.of("k", "value " + i));
      events.add(event);
      last = event.head();
    }
    return events;
  }

  private static AuditEvent with(
      AuditEvent event,
      String subject,
      int seq,
      Instant at,
      EventType type,
      String actorId,
      Map<String, String> details) {
    return new AuditEvent(
        subject,
        seq,
        at,
        type,
        actorId,
        event.actorLabel(),
        new TreeMap<>(details),
        event.prev(),
        event.hash());
  }

  private static AuditEvent relabelled(AuditEvent e, String label) {
    return new AuditEvent(
        e.subject(),
        e.seq(),
        e.at(),
        e.type(),
        e.actorId(),
        label,
        e.details(),
        e.prev(),
        e.hash());
  }

  private static AuditEvent rehashed(AuditEvent e, String prev, String hash) {
    return new AuditEvent(
        e.subject(),
        e.seq(),
        e.at(),
        e.type(),
        e.actorId(),
        e.actorLabel(),
        e.details(),
        prev,
        hash);
  }
}
