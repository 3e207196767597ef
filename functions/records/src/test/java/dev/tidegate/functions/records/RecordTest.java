package dev.tidegate.functions.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Fronts;
import dev.tidegate.adapters.lambda.http.PageTokens;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.InMemoryAuditLog;
import dev.tidegate.core.record.InMemoryRecord;
import dev.tidegate.core.record.LedgerPosition;
import dev.tidegate.core.record.SignCheckpoints;
import dev.tidegate.wire.api.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTest {
  private static final String FROM = "2026-03-01T10:00:00Z";
  private static final String TO = "2026-03-01T11:00:00Z";

  private final InMemoryRecord record = new InMemoryRecord();
  private final List<AuditEvent> events = new ArrayList<>();
  private final Handler handler =
      new Handler(
          record,
          record,
          () -> "-----BEGIN PUBLIC KEY-----",
          Samples.SECURITY,
          Fronts.at(() -> Samples.T0, new Captured()));

  @BeforeEach
  void threeEvents() {
    ChainHead head = ChainHead.START;
    for (int i = 0; i < 3; i++) {
      AuditEvent event =
          AuditEvent.after(
              head,
              Samples.id(1).text(),
              Instant.parse(FROM).plusSeconds(i),
              EventType.REVIEW_GIVEN,
              Samples.BOB.actor(),
              Map.of("verdict", "approve"));
      record.put(event, Optional.empty());
      events.add(event);
      head = event.head();
    }
  }

  @Test
  void aTimeBeforeTheRecordIsRefusedAndSoIsATokenThatWasMadeUp() {
    Sent sent = Sent.to("GET /v1/audit/events").as(Samples.SAM).query("to", TO);
    sent.query("from", "1969-12-31T23:59:59Z")
        .by(handler)
        .problem(ProblemCode.INVALID_FIELD)
        .error(
            "from",
            "an instant from 1970 on such as 2026-03-01T10:00:00Z, in whole seconds",
            "correct the value");
    List<String> list = List.of("audit events", FROM, TO, Samples.SAM.id().canonical());
    for (String inside : List.of("", "x", "1 2 3", FROM + " r-1 x", FROM + "  -1", "\u0000 a 1")) {
      sent.query("from", FROM)
          .query("page", PageTokens.write(list, new PageCursor(inside)))
          .by(handler)
          .problem(ProblemCode.INVALID_PAGE);
    }
    sent.query("from", FROM)
        .query("page", PageTokens.write(list, new PageCursor(FROM + " " + Samples.id(1) + " 1")))
        .by(handler)
        .expect(200);
  }

  @Test
  void eventsComeInTheOrderOfTimePageByPage() {
    Answered first = send("events", "limit", "2").expect(200);
    Answered second = send("events", "limit", "2", "page", first.text("next")).expect(200);

    assertThat(items(first)).hasSize(2);
    assertThat(items(second)).hasSize(1);
    assertThat(items(first).getFirst())
        .isEqualTo(
            Map.of(
                "subject", Samples.id(1).text(),
                "seq", 1L,
                "at", FROM,
                "type", "review.given",
                "actor", Map.of("id", Samples.BOB.id().canonical(), "label", "bob"),
                "details", Map.of("verdict", "approve"),
                "prev", "0".repeat(64),
                "hash", events.getFirst().hash()));
    assertThat(items(send("events", "to", "2026-03-01T10:00:02Z").expect(200))).hasSize(2);
    assertThat(items(send("events", "from", "2026-03-01T10:00:02Z").expect(200))).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsHandedOutAsThatAndTheRestWithIt() {
    record.poison(LedgerPosition.of(events.get(1)));

    List<?> items = items(send("events").expect(200));

    assertThat(items).hasSize(3);
    assertThat(items.get(1))
        .isEqualTo(
            Map.of(
                "subject",
                Samples.id(1).text(),
                "seq",
                2L,
                "at",
                "2026-03-01T10:00:01Z",
                "unreadable",
                "f".repeat(64)));
  }

  @Test
  void aPageTokenBelongsToItsOwnQuery() {
    String token = send("events", "limit", "2").expect(200).text("next");
    send("events", "page", token, "to", "2026-03-01T10:30:00Z").problem(ProblemCode.INVALID_PAGE);
    send("checkpoints", "page", token).problem(ProblemCode.INVALID_PAGE);
    send("events", "page", token).expect(200);
  }

  @Test
  void checkpointsComeWithWhatTheySignAndTheirList() {
    new SignCheckpoints(
            record,
            record,
            record,
            record,
            new InMemoryAuditLog("checkpoints"),
            SignCheckpoints.GRACE)
        .sign(Instant.parse(FROM).plusSeconds(60).plus(SignCheckpoints.GRACE));

    Answered shown = send("checkpoints").expect(200);

    assertThat(items(shown)).hasSize(1);
    assertThat(shown.raw())
        .contains("tidegate checkpoint 1\\nnumber 1\\n")
        .contains("\"leaves\":[\"" + Samples.id(1).text() + " 1 " + events.getFirst().hash());
    assertThat(items(send("checkpoints", "from", TO, "to", "2026-03-01T12:00:00Z").expect(200)))
        .isEmpty();
  }

  @Test
  void theKeyIsHandedOutAsText() {
    Answered key = Sent.to("GET /v1/audit/key").as(Samples.SAM).by(handler).expect(200);
    assertThat(key.raw()).startsWith("-----BEGIN PUBLIC KEY-----");
    assertThat(key.header("Content-Type")).isEqualTo("application/x-pem-file");
  }

  @ParameterizedTest
  @CsvSource({"events", "checkpoints", "key"})
  void theRecordIsForTheSecurityGroupAlone(String route) {
    Sent sent = Sent.to("GET /v1/audit/" + route).query("from", FROM).query("to", TO);
    sent.as(Samples.ALICE).by(handler).problem(ProblemCode.NOT_YOURS);
    if (!route.equals("key")) {
      sent.as(Samples.SAM).by(handler).expect(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "from,yesterday,INVALID_FIELD",
    "to,2026-03-01T10:00:00Z,INVALID_FIELD",
    "to,2026-03-01T10:00:00.5Z,INVALID_FIELD",
    "to,2026-13-01T10:00:00Z,INVALID_FIELD",
    "limit,0,INVALID_FIELD",
    "page,AAAA,INVALID_PAGE",
    "type,request.submitted,UNKNOWN_FIELD"
  })
  void aQueryThatIsNotAsItShouldBeSaysWhatIsExpected(String name, String value, ProblemCode code) {
    send("events", name, value).problem(code);
    send("events").expect(200);
  }

  @Test
  void fromAndToAreNeeded() {
    Sent.to("GET /v1/audit/events").as(Samples.SAM).by(handler).problem(ProblemCode.MISSING_FIELD);
  }

  private static List<?> items(Answered answered) {
    return (List<?>) Optional.ofNullable(answered.body().get("items")).orElseThrow();
  }

  private Answered send(String route, String... query) {
    Sent sent = Sent.to("GET /v1/audit/" + route).as(Samples.SAM);
    Map<String, String> all = new TreeMap<>(Map.of("from", FROM, "to", TO));
    for (int i = 0; i < query.length; i += 2) {
      all.put(query[i], query[i + 1]);
    }
    for (Map.Entry<String, String> parameter : all.entrySet()) {
      sent = sent.query(parameter.getKey(), parameter.getValue());
    }
    return sent.by(handler);
  }
}
