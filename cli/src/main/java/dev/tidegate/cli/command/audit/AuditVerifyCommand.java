package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.record.ExportCheck;
import dev.tidegate.cli.record.ExportHeader;
import dev.tidegate.cli.record.PublicKeys;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.core.record.RecordVerifier.Outcome;
import dev.tidegate.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate audit verify`: checks offline that an export is unchanged since it was signed.
@Command(
    name = "verify",
    description =
        "Verify an export in jsonl, without any network. Ends with 14 and names the first event"
            + " that was changed, removed, added or reordered; with 15 when nothing in it is signed"
            + " yet.")
public final class AuditVerifyCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(index = "0", paramLabel = "FILE", description = "The export.")
  Path file = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description =
          "The public key in PEM ('tidegate audit key'), from where you trust it: not from whom you"
              + " got the export.")
  Path key = Path.of("");

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public AuditVerifyCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CommandOutput report = new CommandOutput(shell, common.json);
    ExportCheck.Result result = check(publicKey());
    return switch (result.outcome()) {
      case Outcome.Whole whole ->
          report.done(json(result.header(), whole), words(result.header(), whole));
      case Outcome.Unsigned unsigned ->
          report.refused(
              ExitCode.UNSIGNED_RECORD,
              json(result.header(), unsigned),
              words(result.header(), unsigned));
      case Outcome.Broken broken ->
          report.refused(
              ExitCode.BROKEN_RECORD,
              json(broken, result.line()),
              List.of(
                  "The record is not as it was signed. The first break (line "
                      + result.line()
                      + "): "
                      + broken.kind().name().toLowerCase(Locale.ROOT)
                      + ", "
                      + PlainText.safe(broken.where())
                      + ": "
                      + PlainText.safe(broken.what())
                      + "."));
    };
  }

  private ExportCheck.Result check(PublicKey by) {
    try (InputStream in = Files.newInputStream(file)) {
      return ExportCheck.of(in, by)
          .orElseThrow(
              () ->
                  CommandFailure.of(
                      ExitCode.LOCAL,
                      file + " is not an export in jsonl.",
                      "make one: tidegate audit export --from TIME --output FILE"));
    } catch (NoSuchFileException e) {
      throw CommandFailure.of(ExitCode.LOCAL, "There is no file " + file + ".");
    } catch (IOException e) {
      throw CommandFailure.of(ExitCode.LOCAL, "Cannot read " + file + ": " + e.getMessage() + ".");
    }
  }

  private PublicKey publicKey() {
    return pem()
        .flatMap(PublicKeys::read)
        .orElseThrow(
            () ->
                CommandFailure.of(
                    ExitCode.LOCAL,
                    key + " is not a public key in PEM on P-256.",
                    "get it as somebody of the security group: tidegate audit key > " + key));
  }

  private Optional<String> pem() {
    try {
      return Optional.of(Files.readString(key));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static List<String> words(ExportHeader header, Outcome.Whole whole) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Nothing was changed, removed, added or reordered: "
            + PlainText.count(whole.covered() + whole.after(), "event")
            + " from "
            + header.from()
            + ", as of "
            + header.at()
            + ".");
    lines.add(
        PlainText.count(whole.checkpoints(), "checkpoint")
            + ", signed by this key, "
            + (whole.checkpoints() == 1 ? "covers " : "cover ")
            + whole.covered()
            + " of them, until "
            + whole.coveredUntil()
            + ".");
    if (whole.after() > 0) {
      lines.add(
          "Not signed yet: "
              + PlainText.count(whole.after(), "event")
              + ". Their chains hold, and the last of a chain could be missing.");
    }
    return lines;
  }

  private static Json json(ExportHeader header, Outcome.Whole whole) {
    return Json.object()
        .put("whole", new Json.Bool(true))
        .put("from", header.from().toString())
        .put("to", header.to().toString())
        .put("exportedAt", header.at().toString())
        .put("signedUntil", whole.coveredUntil().toString())
        .put("checkpoints", whole.checkpoints())
        .put("signed", whole.covered())
        .put("notSigned", whole.after())
        .build();
  }

  private static List<String> words(ExportHeader header, Outcome.Unsigned unsigned) {
    return List.of(
        "Nothing in it is signed: no checkpoint covers any of its "
            + PlainText.count(unsigned.events(), "event")
            + " from "
            + header.from()
            + ", as of "
            + header.at()
            + ". Their chains hold; the last of a chain could be missing, or all of it.",
        "A new installation signs for the first time after 7 to 12 minutes: export again then. From"
            + " any other, the checkpoints were taken out.");
  }

  private static Json json(ExportHeader header, Outcome.Unsigned unsigned) {
    return Json.object()
        .put("whole", new Json.Bool(false))
        .put("unsigned", new Json.Bool(true))
        .put("from", header.from().toString())
        .put("to", header.to().toString())
        .put("exportedAt", header.at().toString())
        .put("notSigned", unsigned.events())
        .build();
  }

  private static Json json(Outcome.Broken broken, long line) {
    return Json.object()
        .put("whole", new Json.Bool(false))
        .put("line", line)
        .put("break", broken.kind().name().toLowerCase(Locale.ROOT))
        .put("where", broken.where())
        .put("what", broken.what())
        .build();
  }
}
