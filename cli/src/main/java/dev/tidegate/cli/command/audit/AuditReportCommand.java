package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.config.PrivateFiles;
import dev.tidegate.cli.record.RecordPages;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.reports.AccessReportBuilder;
import dev.tidegate.reports.OfficeHours;
import dev.tidegate.reports.ReportJson;
import dev.tidegate.reports.ReportPage;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidegate audit report`: writes the access report of a time range.
@Command(
    name = "report",
    description =
        "Review access over a time: each grant with who, what and why, how often, how long, by"
            + " which rule, what was never used. For the security group.")
public final class AuditReportCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  /// The formats of `--format`.
  enum Form {
    HTML,
    JSON
  }

  @Mixin TimeRangeOptions stretch = new TimeRangeOptions();

  @Option(
      names = "--format",
      paramLabel = "html|json",
      description = "One page that needs nothing else (default), or figures for a program.")
  Form format = Form.HTML;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to (default: standard output).")
  Optional<Path> output = Optional.empty();

  @Option(
      names = "--hours",
      paramLabel = "FROM-TO",
      description = "Working hours, Monday to Friday (default: 07:00-19:00).")
  String hours = "07:00-19:00";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Their time zone, for example Europe/Berlin (default: UTC).")
  String zone = "UTC";

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public AuditReportCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    ApiSession client = ApiSession.of(shell, common);
    Instant now = shell.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    TimeRangeOptions.Times asked = stretch.read(now);
    AccessReportBuilder reporting =
        new AccessReportBuilder(asked.begin(), asked.end(), officeHours());
    try {
      RecordPages.events(
          client.api(), reporting.since(), asked.end(), reporting::add, reporting::unreadable);
    } catch (RecordPages.Refused refused) {
      return client.report().refused(refused.problem());
    }
    Json json = ReportJson.of(reporting.report());
    String text =
        switch (format) {
          case HTML -> ReportPage.html(reporting.report());
          case JSON -> JsonWriter.pretty(json) + "\n";
        };
    if (output.isEmpty()) {
      shell.out().print(common.json ? JsonWriter.pretty(json) + "\n" : text);
      shell.out().flush();
      return ExitCode.OK.number();
    }
    // Readable by its owner alone, like an export: it names people.
    PrivateFiles.write(output.get(), text);
    return client
        .report()
        .done(
            json,
            List.of(
                "The report on "
                    + reporting.report().events()
                    + " events is in "
                    + output.get()
                    + "."));
  }

  private OfficeHours officeHours() {
    try {
      String[] parts = hours.split("-", 2);
      LocalTime begin = LocalTime.parse(parts[0]);
      LocalTime end = LocalTime.parse(parts.length == 2 ? parts[1] : "");
      if (begin.isBefore(end)) {
        return new OfficeHours(ZoneId.of(zone), begin, end);
      }
    } catch (DateTimeException _) {
      // Reported below.
    }
    throw CommandFailure.of(
        ExitCode.USAGE,
        "--hours or --zone is not as expected: " + hours + ", " + zone + ".",
        "write for example --hours 08:00-18:00 --zone Europe/Berlin");
  }
}
