package dev.tidegate.functions.accessreports;

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
import dev.tidegate.core.record.InMemoryRecord;
import dev.tidegate.reports.OfficeHours;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HandlerTest {
  private static final Instant NOW = Instant.parse("2026-03-09T06:00:00Z");

  private final InMemoryRecord record = new InMemoryRecord();
  private final Map<String, String> kept = new TreeMap<>();
  private final Captured out = new Captured();

  @Test
  void theDaysBeforeTodayAreReviewedAsAPageAndAsFigures() throws IOException {
    submitted(Samples.id(1).text(), "2026-03-02T00:00:00Z");
    submitted(Samples.id(2).text(), "2026-03-08T23:59:59Z");
    submitted(Samples.id(3).text(), "2026-03-09T00:00:00Z");
    submitted(Samples.id(4).text(), "2026-03-01T23:59:59Z");

    assertThat(call((name, type, text) -> kept.put(name, text)))
        .contains("reports/2026-03-02_2026-03-09.html");

    assertThat(kept)
        .containsOnlyKeys(
            "reports/2026-03-02_2026-03-09.html", "reports/2026-03-02_2026-03-09.json");
    assertThat(kept.get("reports/2026-03-02_2026-03-09.json"))
        .contains("\"events\":2")
        .contains("\"entitlement\":\"orders-table-read\"")
        .contains("\"submitted\":2")
        .contains("\"grants\":[]");
    assertThat(kept.get("reports/2026-03-02_2026-03-09.html")).startsWith("<!doctype html>");
  }

  @Test
  void aReviewThatCannotBeKeptIsThrownSoThatLambdaTriesAgain() {
    assertThatThrownBy(
            () ->
                call(
                    (name, type, text) -> {
                      throw new Fault(Fault.Kind.DENIED, "no");
                    }))
        .isInstanceOf(Fault.class);
    assertThat(out.text()).contains("not reviewed").contains("\"Faults\":1.0");
  }

  private void submitted(String request, String at) {
    record.put(
        AuditEvent.after(
            ChainHead.START,
            request,
            Instant.parse(at),
            EventType.REQUEST_SUBMITTED,
            Samples.ALICE.actor(),
            Map.of("entitlement", "orders-table-read")),
        Optional.empty());
  }

  private String call(Handler.Keeper keeper) throws IOException {
    Handler handler =
        new Handler(
            record,
            keeper,
            Duration.ofDays(7),
            new OfficeHours(ZoneOffset.UTC, LocalTime.of(7, 0), LocalTime.of(19, 0)),
            InstantSource.fixed(NOW),
            Log.to(out.stream(), "access-reports"),
            Metrics.to(out.stream(), "access-reports"));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext(300_000));
    return answer.toString(StandardCharsets.UTF_8);
  }
}
