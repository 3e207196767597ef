package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.record.CsvLines;
import dev.tidegate.cli.record.JsonLines;
import dev.tidegate.cli.record.OcsfLines;
import dev.tidegate.cli.record.RecordDownload;
import dev.tidegate.cli.record.RecordFormat;
import dev.tidegate.cli.record.RecordPages;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.wire.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidegate audit export`: downloads the record of a time range, to verify it or to read it
/// elsewhere.
@Command(
    name = "export",
    description =
        "Write down what happened in a time, with the checkpoints that cover it. For the security"
            + " group.")
public final class AuditExportCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  /// The formats of `--format`.
  enum Form {
    JSONL,
    CSV,
    OCSF
  }

  @Mixin TimeRangeOptions stretch = new TimeRangeOptions();

  @Option(
      names = "--format",
      paramLabel = "jsonl|csv|ocsf",
      description =
          "jsonl can be verified (default); csv is for spreadsheets, ocsf for a SIEM (OCSF 1.3.0).")
  Form format = Form.JSONL;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; written whole or not at all (default: standard output).")
  Optional<Path> output = Optional.empty();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public AuditExportCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    ApiSession client = ApiSession.of(shell, common);
    Instant now = shell.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    TimeRangeOptions.Times asked = stretch.read(now);
    if (common.json && output.isEmpty()) {
      throw CommandFailure.of(
          ExitCode.USAGE, "--json needs --output: the export has a form of its own.");
    }
    try {
      return output.isPresent()
          ? toFile(client, output.get(), asked.begin(), asked.end(), now)
          : toScreen(client, asked.begin(), asked.end(), now);
    } catch (RecordPages.Refused refused) {
      return client.report().refused(refused.problem());
    }
  }

  private int toScreen(ApiSession client, Instant begin, Instant end, Instant now)
      throws IOException {
    new RecordDownload(client.api(), lines(), shell.out()).bring(begin, end, now);
    shell.out().flush();
    return ExitCode.OK.number();
  }

  private int toFile(ApiSession client, Path file, Instant begin, Instant end, Instant now)
      throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.of(ExitCode.LOCAL, "There is no folder " + folder + ".");
    }
    // A temporary file is created readable by its owner alone: the record names people.
    Path fresh = Files.createTempFile(folder, "." + file.getFileName(), ".new");
    try {
      RecordDownload.Sum sum;
      try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
        sum = new RecordDownload(client.api(), lines(), out).bring(begin, end, now);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      return client
          .report()
          .done(
              Json.object()
                  .put("file", file.toString())
                  .put("from", sum.from().toString())
                  .put("to", sum.to().toString())
                  .put("events", sum.events())
                  .put("checkpoints", sum.checkpoints())
                  .build(),
              List.of(
                  PlainText.count(sum.events(), "event")
                      + " and "
                      + PlainText.count(sum.checkpoints(), "checkpoint")
                      + " from "
                      + sum.from()
                      + " to "
                      + sum.to()
                      + " are in "
                      + file
                      + "."));
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private RecordFormat lines() {
    return switch (format) {
      case JSONL -> new JsonLines();
      case CSV -> new CsvLines();
      case OCSF -> new OcsfLines();
    };
  }
}
