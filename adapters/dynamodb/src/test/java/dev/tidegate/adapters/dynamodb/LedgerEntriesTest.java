package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.Place;
import dev.tidegate.core.record.RecordReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LedgerEntriesTest {
  private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");

  private final AuditEvent event =
      AuditEvent.after(
          new ChainHead(4, "a".repeat(64), T),
          "r-0000000000000001",
          T.plusSeconds(5),
          EventType.GRANT_ACTIVE,
          new Actor.Function("start-grant"),
          Map.of("grant", "g-0000000000000001", "endsAt", "later"));

  private final Map<String, AttributeValue> item = item();

  private Map<String, AttributeValue> item() {
    Map<String, AttributeValue> written =
        new LinkedHashMap<>(EventItems.write(LedgerItems.key(Place.of(event)), event));
    written.put("prevAt", Values.instant(T));
    return written;
  }

  @Test
  void whatWasWrittenIsRead() {
    assertThat(LedgerEntries.read(item)).contains(new RecordReader.Recorded(event, Optional.of(T)));
  }

  static Stream<Map<String, AttributeValue>> damages() {
    return Stream.of(
        Map.of("hash", Values.number(1)),
        Map.of("form", Values.text("one")),
        Map.of("form", Values.number(2)),
        Map.of("at", Values.text("now")),
        Map.of("type", Values.text("grant.unheard-of")),
        Map.of("type", Values.flag(true)),
        Map.of("seq", Values.text("5")),
        Map.of("seq", AttributeValue.fromN("99999999999")),
        Map.of("seq", AttributeValue.fromN("1e400")),
        Map.of("details", AttributeValue.fromL(List.of(Values.text("x")))),
        Map.of("details", AttributeValue.fromM(Map.of("grant", Values.number(3)))),
        Map.of("subject", Values.text("r-0000000000000002")),
        Map.of("at", Values.instant(T)),
        Map.of("actorId", AttributeValue.fromNul(true)));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void whatIsDamagedIsNamedByItsPlaceAndHashed(Map<String, AttributeValue> damage) {
    Map<String, AttributeValue> damaged = new LinkedHashMap<>(item);
    damaged.putAll(damage);
    RecordReader.Entry entry = LedgerEntries.read(damaged).orElseThrow();
    assertThat(entry).isInstanceOf(RecordReader.Unreadable.class);
    assertThat(entry.place()).isEqualTo(Place.of(event));
    assertThat(entry.leaf().hash()).isNotEqualTo(event.hash());
    assertThat(LedgerEntries.read(new LinkedHashMap<>(damaged))).contains(entry);
    damaged.put("more", Values.text("x"));
    assertThat(LedgerEntries.read(damaged)).isNotEqualTo(Optional.of(entry));
  }

  @Test
  void aDamageToWhenTheEventBeforeWasIsNotOneOfTheEvent() {
    item.put("prevAt", Values.number(3));
    assertThat(LedgerEntries.read(item))
        .contains(new RecordReader.Recorded(event, Optional.empty()));
  }

  @Test
  void anEventOfAKindThatIsNotKnownHereIsBelievedWhenItsHashFits() {
    String hash =
        AuditEvent.hash(
            event.subject(),
            event.seq(),
            event.at(),
            "grant.paused",
            event.actorId(),
            event.actorLabel(),
            event.details(),
            event.prev());
    item.put("type", Values.text("grant.paused"));
    item.put("hash", Values.text(hash));
    assertThat(LedgerEntries.read(item))
        .contains(new RecordReader.Newer(Place.of(event), event.prev(), hash, Optional.of(T)));
    item.put("actorLabel", Values.text("somebody else"));
    assertThat(LedgerEntries.read(item).orElseThrow()).isInstanceOf(RecordReader.Unreadable.class);
  }

  @Test
  void aKeyThatNoEventCanHaveIsNotOfTheLedger() {
    for (String sort :
        List.of("1", "000000000001", "x", "001772359205#r#1", "001772359205#R#000000001")) {
      item.put("sk", Values.text(sort));
      assertThat(LedgerEntries.read(item)).as(sort).isEmpty();
    }
    Map<String, AttributeValue> moved = new LinkedHashMap<>(item());
    moved.put("pk", Values.text("2026030111#0"));
    assertThat(LedgerEntries.read(moved)).isEmpty();
  }

  @Test
  void whatHasNoOrderHasOneHash() {
    Map<String, AttributeValue> one = new LinkedHashMap<>();
    one.put("a", AttributeValue.fromM(Map.of("x", Values.number(1), "y", Values.number(2))));
    one.put("b", AttributeValue.fromSs(List.of("p", "q")));
    Map<String, AttributeValue> other = new LinkedHashMap<>();
    other.put("b", AttributeValue.fromSs(List.of("q", "p")));
    Map<String, AttributeValue> inner = new LinkedHashMap<>();
    inner.put("y", Values.number(2));
    inner.put("x", Values.number(1));
    other.put("a", AttributeValue.fromM(inner));
    assertThat(RawItems.hash(one)).isEqualTo(RawItems.hash(other));
    other.put("b", AttributeValue.fromL(List.of(Values.text("p"), Values.text("q"))));
    assertThat(RawItems.hash(one)).isNotEqualTo(RawItems.hash(other));
  }
}
