package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.LedgerPosition;
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
        new LinkedHashMap<>(EventItems.write(LedgerItems.key(LedgerPosition.of(event)), event));
    written.put("prevAt", AttributeValues.instant(T));
    return written;
  }

  @Test
  void whatWasWrittenIsRead() {
    assertThat(LedgerEntries.read(item)).contains(new RecordReader.Recorded(event, Optional.of(T)));
  }

  static Stream<Map<String, AttributeValue>> damages() {
    return Stream.of(
        Map.of("hash", AttributeValues.number(1)),
        Map.of("form", AttributeValues.text("one")),
        Map.of("form", AttributeValues.number(2)),
        Map.of("at", AttributeValues.text("now")),
        Map.of("type", AttributeValues.text("grant.unheard-of")),
        Map.of("type", AttributeValues.flag(true)),
        Map.of("seq", AttributeValues.text("5")),
        Map.of("seq", AttributeValue.fromN("99999999999")),
        Map.of("seq", AttributeValue.fromN("1e400")),
        Map.of("details", AttributeValue.fromL(List.of(AttributeValues.text("x")))),
        Map.of("details", AttributeValue.fromM(Map.of("grant", AttributeValues.number(3)))),
        Map.of("subject", AttributeValues.text("r-0000000000000002")),
        Map.of("at", AttributeValues.instant(T)),
        Map.of("actorId", AttributeValue.fromNul(true)));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void whatIsDamagedIsNamedByItsPlaceAndHashed(Map<String, AttributeValue> damage) {
    Map<String, AttributeValue> damaged = new LinkedHashMap<>(item);
    damaged.putAll(damage);
    RecordReader.Entry entry = LedgerEntries.read(damaged).orElseThrow();
    assertThat(entry).isInstanceOf(RecordReader.Unreadable.class);
    assertThat(entry.place()).isEqualTo(LedgerPosition.of(event));
    assertThat(entry.leaf().hash()).isNotEqualTo(event.hash());
    assertThat(LedgerEntries.read(new LinkedHashMap<>(damaged))).contains(entry);
    damaged.put("more", AttributeValues.text("x"));
    assertThat(LedgerEntries.read(damaged)).isNotEqualTo(Optional.of(entry));
  }

  @Test
  void aDamageToWhenTheEventBeforeWasIsNotOneOfTheEvent() {
    item.put("prevAt", AttributeValues.number(3));
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
    item.put("type", AttributeValues.text("grant.paused"));
    item.put("hash", AttributeValues.text(hash));
    assertThat(LedgerEntries.read(item))
        .contains(
            new RecordReader.Newer(LedgerPosition.of(event), event.prev(), hash, Optional.of(T)));
    item.put("actorLabel", AttributeValues.text("somebody else"));
    assertThat(LedgerEntries.read(item).orElseThrow()).isInstanceOf(RecordReader.Unreadable.class);
  }

  @Test
  void aKeyThatNoEventCanHaveIsNotOfTheLedger() {
    for (String sort :
        List.of("1", "000000000001", "x", "001772359205#r#1", "001772359205#R#000000001")) {
      item.put("sk", AttributeValues.text(sort));
      assertThat(LedgerEntries.read(item)).as(sort).isEmpty();
    }
    Map<String, AttributeValue> moved = new LinkedHashMap<>(item());
    moved.put("pk", AttributeValues.text("2026030111#0"));
    assertThat(LedgerEntries.read(moved)).isEmpty();
  }

  @Test
  void whatHasNoOrderHasOneHash() {
    Map<String, AttributeValue> one = new LinkedHashMap<>();
    one.put(
        "a",
        AttributeValue.fromM(
            Map.of("x", AttributeValues.number(1), "y", AttributeValues.number(2))));
    one.put("b", AttributeValue.fromSs(List.of("p", "q")));
    Map<String, AttributeValue> other = new LinkedHashMap<>();
    other.put("b", AttributeValue.fromSs(List.of("q", "p")));
    Map<String, AttributeValue> inner = new LinkedHashMap<>();
    inner.put("y", AttributeValues.number(2));
    inner.put("x", AttributeValues.number(1));
    other.put("a", AttributeValue.fromM(inner));
    assertThat(RawItems.hash(one)).isEqualTo(RawItems.hash(other));
    other.put(
        "b", AttributeValue.fromL(List.of(AttributeValues.text("p"), AttributeValues.text("q"))));
    assertThat(RawItems.hash(one)).isNotEqualTo(RawItems.hash(other));
  }
}
