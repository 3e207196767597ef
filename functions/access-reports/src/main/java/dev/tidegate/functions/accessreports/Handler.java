package dev.tidegate.functions.accessreports;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.EventFunction;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.adapters.s3.S3Archive;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.record.LedgerPosition;
import dev.tidegate.core.record.RecordReader;
import dev.tidegate.reports.AccessReport;
import dev.tidegate.reports.AccessReportBuilder;
import dev.tidegate.reports.OfficeHours;
import dev.tidegate.reports.ReportJson;
import dev.tidegate.reports.ReportPage;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// Writes the access report of the days before today, as JSON and as an HTML page, to the bucket of
/// the record. Takes any event and answers the names of the objects. Reporting the same days again
/// gives the same names.
public final class Handler implements RequestStreamHandler {
  private static final int AT_ONCE = 500;

  private final RecordReader record;
  private final Keeper keeper;
  private final Duration length;
  private final OfficeHours hours;
  private final EventFunction function;

  /// Stores a text under a key.
  public interface Keeper {
    void keep(String name, String type, String text);
  }

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("access-reports"));
  }

  private Handler(Composition parts) {
    this(parts, parts.env());
  }

  private Handler(Composition parts, Env env) {
    this(
        parts.recordReader(),
        new S3Archive(
                parts.aws().build(S3Client.builder().forcePathStyle(true)),
                env.required("TIDEGATE_RECORD_BUCKET"))
            ::put,
        Duration.ofDays(Long.parseLong(env.optional("TIDEGATE_REPORT_DAYS").orElse("7"))),
        new OfficeHours(
            ZoneId.of(env.optional("TIDEGATE_REPORT_ZONE").orElse("UTC")),
            LocalTime.parse(env.optional("TIDEGATE_REPORT_HOURS_FROM").orElse("07:00")),
            LocalTime.parse(env.optional("TIDEGATE_REPORT_HOURS_TO").orElse("19:00"))),
        parts.clock(),
        parts.log(),
        parts.metrics());
  }

  /// Takes the parts.
  ///
  /// @param length the length of the reported range, in whole days
  public Handler(
      RecordReader record,
      Keeper keeper,
      Duration length,
      OfficeHours hours,
      InstantSource clock,
      Log log,
      Metrics metrics) {
    this.record = record;
    this.keeper = keeper;
    this.length = length;
    this.hours = hours;
    this.function = new EventFunction(clock, log, metrics);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    function.run(
        in, out, context, call -> call.attempt("not reviewed", call.log(), () -> review(call)));
  }

  private String review(Invocation call) {
    Instant to = call.now().truncatedTo(ChronoUnit.DAYS);
    AccessReport report = report(to.minus(length), to);
    String name = "reports/" + day(report.from()) + "_" + day(report.to());
    keeper.keep(name + ".json", "application/json", JsonWriter.compact(ReportJson.of(report)));
    keeper.keep(name + ".html", "text/html; charset=utf-8", ReportPage.html(report));
    call.log()
        .info("reviewed")
        .with(LogKey.COUNT, (int) report.events())
        .with(LogKey.DETAIL, name)
        .write();
    return JsonWriter.compact(
        Json.object().put("html", name + ".html").put("json", name + ".json").build());
  }

  private AccessReport report(Instant from, Instant to) {
    AccessReportBuilder reporting = new AccessReportBuilder(from, to, hours);
    Optional<LedgerPosition> next = Optional.of(LedgerPosition.before(reporting.since()));
    while (next.isPresent()) {
      RecordReader.Part part = record.read(next.get(), to, AT_ONCE);
      for (RecordReader.Entry entry : part.entries()) {
        switch (entry) {
          case RecordReader.Recorded recorded -> reporting.add(recorded.event());
          case RecordReader.Newer _, RecordReader.Unreadable _ ->
              reporting.unreadable(entry.place().at());
        }
      }
      next = part.next();
    }
    return reporting.report();
  }

  private static String day(Instant at) {
    return at.toString().substring(0, 10);
  }
}
