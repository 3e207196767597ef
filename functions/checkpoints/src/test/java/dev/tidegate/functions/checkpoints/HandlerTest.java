package dev.tidegate.functions.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.http.TestContext;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.InMemoryAuditLog;
import dev.tidegate.core.record.InMemoryRecord;
import dev.tidegate.core.record.SignCheckpoints;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandlerTest {
  private final InMemoryRecord record = new InMemoryRecord();
  private final InMemoryAuditLog ledger = new InMemoryAuditLog("checkpoints");
  private final Captured out = new Captured();

  @Test
  void whatIsClosedIsSignedAndCounted() throws IOException {
    record.put(event(ChainHead.START), Optional.empty());

    assertThat(call()).contains("\"signed\":1").contains("\"broken\":0");

    assertThat(record.checkpoints()).hasSize(1);
    assertThat(out.text()).contains("\"Checkpoints\":1.0").contains("\"ChainBreaks\":0.0");
    assertThat(call()).contains("\"signed\":0");
  }

  @Test
  void aBreakIsLoggedCountedAndTold() throws IOException {
    record.put(event(event(ChainHead.START).head()), Optional.empty());

    assertThat(call()).contains("\"broken\":1");

    assertThat(out.text()).contains("\"ChainBreaks\":1.0").contains("r-0000000000000001 2");
    assertThat(ledger.events())
        .extracting(AuditEvent::type)
        .containsExactly(EventType.AUDIT_CHAIN_BROKEN);
  }

  @Test
  void aRunThatFailsIsThrownSoThatLambdaTriesAgain() throws IOException {
    record.put(event(ChainHead.START), Optional.empty());
    record.failToAdd();

    assertThatThrownBy(this::call).isInstanceOf(Fault.class);

    assertThat(out.text()).contains("not signed").contains("\"Faults\":1.0");
    assertThat(call()).contains("\"signed\":1");
  }

  private static AuditEvent event(ChainHead head) {
    return AuditEvent.after(
        head,
        Samples.id(1).text(),
        Samples.T0,
        EventType.GRANT_ACTIVE,
        Samples.ALICE.actor(),
        Map.of());
  }

  private String call() throws IOException {
    Handler handler =
        new Handler(
            new SignCheckpoints(record, record, record, record, ledger, SignCheckpoints.GRACE),
            InstantSource.fixed(Samples.T0.plus(SignCheckpoints.GRACE).plusSeconds(60)),
            Log.to(out.stream(), "checkpoints"),
            Metrics.to(out.stream(), "checkpoints"));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext(300_000));
    return answer.toString(StandardCharsets.UTF_8);
  }
}
