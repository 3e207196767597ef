package dev.tidegate.functions.accessreports;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.http.TestContext;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.golden.GoldenFolder;
import dev.tidegate.core.principal.Actor;
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
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The review of access, as JSON and as a page, of a week in which a little of everything happened.
class GoldenReportTest {
  private static final Instant NOW = Instant.parse("2026-03-09T06:00:00Z");
  private static final Instant T = Instant.parse("2026-03-02T09:00:00Z");

  private final InMemoryRecord record = new InMemoryRecord();
  private final Map<String, ChainHead> heads = new HashMap<>();
  private final Map<String, String> kept = new TreeMap<>();
  private final Captured out = new Captured();

  @Test
  void theReviewIsWrittenAsItWas() throws IOException {
    approvedAndRevoked();
    glassBroken();
    unused();
    others();

    String answer = call();

    GoldenFolder golden = new GoldenFolder("report");
    kept.forEach(
        (name, text) -> golden.add(name.contains(".json") ? "json.txt" : "html.txt", name, text));
    golden.add("answer.txt", "answer", answer);
    golden.add("answer.txt", "log", out.text());
    golden.check();
  }

  private void approvedAndRevoked() {
    submitted(1, T, "NeedsApproval");
    add(
        1,
        T.plusSeconds(60),
        EventType.REVIEW_GIVEN,
        Samples.BOB.actor(),
        Map.of("verdict", "approve"));
    add(1, T.plusSeconds(60), EventType.REQUEST_APPROVED, Samples.BOB.actor(), Map.of());
    scheduled(1, T.plusSeconds(60), 3600);
    add(1, T.plusSeconds(90), EventType.SESSION_ISSUED, Samples.ALICE.actor(), Map.of());
    add(
        1,
        T.plusSeconds(660),
        EventType.GRANT_REVOKED,
        Samples.SAM.actor(),
        Map.of("reason", "<done> & \"dusted\""));
    add(
        1,
        T.plusSeconds(661),
        EventType.GRANT_CONFIRMED,
        new Actor.Function("end-grant"),
        Map.of("millis", "850"));
    add(
        1,
        T.plusSeconds(670),
        EventType.GRANT_ENDED,
        new Actor.Function("end-grant"),
        Map.of("why", "revoked"));
    add(
        1,
        T.plusSeconds(9000),
        EventType.GRANT_ACTIVITY,
        new Actor.Function("activity"),
        Map.of("outcome", "yes", "calls", "12"));
  }

  private void glassBroken() {
    for (int i = 2; i <= 4; i++) {
      submitted(i, T.plusSeconds(i), "Allowed");
      scheduled(i, T.plusSeconds(i), 60);
      add(i, T.plusSeconds(9), EventType.GRANT_BREAK_GLASS, Samples.ALICE.actor(), Map.of());
    }
    add(
        3,
        T.plusSeconds(99),
        EventType.AFTER_REVIEW_GIVEN,
        Samples.SAM.actor(),
        Map.of("verdict", "accept"));
    add(
        4,
        T.plusSeconds(99),
        EventType.AFTER_REVIEW_OVERDUE,
        new Actor.Function("sweep-grants"),
        Map.of());
  }

  private void unused() {
    submitted(5, T.plusSeconds(40_000), "Allowed");
    scheduled(5, T.plusSeconds(40_000), 7200);
    add(
        5,
        T.plusSeconds(47_200),
        EventType.GRANT_ENDED,
        new Actor.Function("end-grant"),
        Map.of("why", "time"));
    add(
        5,
        T.plusSeconds(60_000),
        EventType.ACTIVITY_UNUSED,
        new Actor.Function("activity"),
        Map.of());
  }

  private void others() {
    add(6, T, EventType.REQUEST_REFUSED, Samples.DAVE.actor(), Map.of("entitlement", "payments"));
    submitted(7, T, "NeedsApproval");
    add(7, T.plusSeconds(5), EventType.REQUEST_DENIED, Samples.BOB.actor(), Map.of());
    submitted(8, T, "NeedsApproval");
    add(
        8,
        T.plusSeconds(30_000),
        EventType.REQUEST_EXPIRED,
        new Actor.Function("sweep-grants"),
        Map.of());
    add(
        9,
        T,
        EventType.ACTIVITY_AFTER_END,
        new Actor.Function("activity"),
        Map.of("outcome", "allowed"));
    add(9, T, EventType.AUDIT_DIFFERENCE, new Actor.Function("audit"), Map.of());
  }

  private void submitted(int request, Instant at, String decision) {
    Map<String, String> details = new TreeMap<>();
    details.put("entitlement", "orders-table-read");
    details.put("team", "orders");
    details.put("account", "orders-prod");
    details.put("kind", "session");
    details.put("decision", decision);
    details.put("rules", "devs,tickets");
    details.put("use", "incident");
    details.put("reason", "the <orders> hang → 🚀");
    details.put("ticket", "INC-7");
    details.put("parameter.table", "orders");
    add(request, at, EventType.REQUEST_SUBMITTED, Samples.ALICE.actor(), details);
  }

  private void scheduled(int request, Instant at, long seconds) {
    add(
        request,
        at,
        EventType.GRANT_SCHEDULED,
        Samples.BOB.actor(),
        Map.of("startsAt", at.toString(), "endsAt", at.plusSeconds(seconds).toString()));
  }

  private void add(
      int request, Instant at, EventType type, Actor actor, Map<String, String> details) {
    String subject = Samples.id(request).text();
    Map<String, String> all = new TreeMap<>(details);
    all.put("grant", subject.replace("r-", "g-"));
    ChainHead head = heads.getOrDefault(subject, ChainHead.START);
    AuditEvent event = AuditEvent.after(head, subject, at, type, actor, all);
    heads.put(subject, event.head());
    record.put(event, Optional.empty());
  }

  private String call() throws IOException {
    Handler handler =
        new Handler(
            record,
            (name, type, text) -> kept.put(name + " " + type, text),
            Duration.ofDays(7),
            new OfficeHours(ZoneId.of("Europe/Berlin"), LocalTime.of(7, 0), LocalTime.of(19, 0)),
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
