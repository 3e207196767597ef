package dev.tidegate.wire.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Samples;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.CheckpointLeaf;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.LedgerPosition;
import dev.tidegate.core.record.SignedCheckpoint;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordJsonTest {
  private static final AuditEvent EVENT = event(EventType.REVIEW_GIVEN);
  private static final SignedCheckpoint CHECKPOINT =
      SignedCheckpoint.of("a statement\n", new byte[] {1, 2}, List.of(CheckpointLeaf.of(EVENT)));

  @ParameterizedTest
  @EnumSource(EventType.class)
  void anEventThatIsWrittenIsReadAndIntact(EventType type) {
    AuditEvent read = RecordJson.event(again(RecordJson.of(event(type)))).orElseThrow();

    assertThat(read).isEqualTo(event(type));
    assertThat(read.isIntact()).isTrue();
  }

  @Test
  void whatElseIsWrittenIsRead() {
    LedgerPosition place = LedgerPosition.of(EVENT);
    CheckpointLeaf leaf = CheckpointLeaf.of(EVENT);
    RecordJson.End end = new RecordJson.End(3, 0);

    assertThat(RecordJson.checkpoint(again(RecordJson.of(CHECKPOINT)))).contains(CHECKPOINT);
    assertThat(RecordJson.unreadable(again(RecordJson.unreadable(place, leaf)))).contains(leaf);
    assertThat(RecordJson.isUnreadable(RecordJson.unreadable(place, leaf))).isTrue();
    assertThat(RecordJson.isUnreadable(RecordJson.of(EVENT))).isFalse();
    assertThat(RecordJson.end(again(end.json()))).contains(end);
  }

  @Test
  void aFieldTooManyOrTooFewIsNotRead() {
    Json more = Json.object().putAll(RecordJson.of(EVENT)).put("note", "x").build();
    assertThat(RecordJson.event(more)).isEmpty();
    assertThat(RecordJson.event(RecordJson.inItsCase(EVENT))).isEmpty();
    assertThat(RecordJson.checkpoint(RecordJson.of(EVENT))).isEmpty();
    assertThat(RecordJson.end(Json.object().put("events", 3).build())).isEmpty();
    Json spelt = Json.object().putAll(RecordJson.of(EVENT)).put("seq", new Json.Num("1.0")).build();
    assertThat(RecordJson.event(spelt)).isEmpty();
  }

  private static AuditEvent event(EventType type) {
    return AuditEvent.after(
        ChainHead.START,
        Samples.id(1).text(),
        Samples.T0,
        type,
        Samples.BOB.actor(),
        Map.of("reason", "a \"b\"\n\u2192 \ud83d\ude80", "empty", ""));
  }

  private static Json again(Json written) {
    return JsonReader.UNTRUSTED.tree(JsonWriter.compact(written)).orElseThrow();
  }
}
