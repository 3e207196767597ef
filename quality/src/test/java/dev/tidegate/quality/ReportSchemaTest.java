package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import dev.tidegate.reports.AccessReportBuilder;
import dev.tidegate.reports.OfficeHours;
import dev.tidegate.reports.ReportJson;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The review of access that is written, against the schema that is published.
class ReportSchemaTest {
  private static final Instant T = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void whatIsWrittenIsAsTheSchemaSays() throws IOException {
    AccessReportBuilder reporting =
        new AccessReportBuilder(
            T,
            T.plusSeconds(86400),
            new OfficeHours(ZoneOffset.UTC, LocalTime.of(7, 0), LocalTime.of(19, 0)));
    ChainHead head = ChainHead.START;
    for (EventType type :
        List.of(
            EventType.REQUEST_SUBMITTED,
            EventType.REQUEST_APPROVED,
            EventType.GRANT_SCHEDULED,
            EventType.SESSION_ISSUED,
            EventType.GRANT_STILL_ALLOWED)) {
      AuditEvent event =
          AuditEvent.after(
              head,
              "r-0000000000000001",
              T,
              type,
              new Actor.Function("x"),
              Map.of(
                  "entitlement", "orders",
                  "rules", "devs",
                  "kind", "session",
                  "grant", "g-0000000000000001",
                  "parameter.table", "orders",
                  "startsAt", T.toString(),
                  "endsAt", T.plusSeconds(60).toString()));
      reporting.add(event);
      head = event.head();
    }
    String written = JsonWriter.compact(ReportJson.of(reporting.report()));
    assertThat(errors(written)).isEmpty();
    assertThat(errors(written.replace("\"events\":5", "\"events\":-5"))).isNotEmpty();
    assertThat(errors(written.replace("\"team\":\"-\",", ""))).isNotEmpty();
    assertThat(written).contains("\"used\":\"unknown\"");
    assertThat(errors(written.replace("\"used\":\"unknown\"", "\"used\":\"perhaps\"")))
        .isNotEmpty();
  }

  private static List<String> errors(String json) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Repository.root().resolve("docs/schemas/report.schema.json")),
                InputFormat.JSON);
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
