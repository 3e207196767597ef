package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.command.request.WaitLimits;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.record.RecordPages;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import dev.tidegate.wire.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidegate audit check`: starts a drift check, which compares the target accounts with the
/// grants.
@Command(
    name = "check",
    description =
        "Have every target account checked now: what it holds against the grants. Prints the id of"
            + " the check; what it finds is in the record. For the admin group and the security"
            + " group; to see what was found, with --wait, for the security group.")
public final class AuditCheckCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Option(
      names = {"-w", "--wait"},
      description = "Wait until every account was looked at, and print what was found.")
  boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "15m",
      description = "With --wait: give up after this long (default: 15m).")
  String timeout = "15m";

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public AuditCheckCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Duration limit = WaitLimits.read("--timeout", timeout);
    ApiSession client = ApiSession.of(shell, common);
    ApiClient api = client.api();
    return switch (api.post("/v1/audit/check")) {
      case ApiAnswer.Refused(ServerProblem problem) -> client.report().refused(problem);
      case ApiAnswer.Done(HttpReply reply) -> {
        Json answer = reply.json().orElse(Json.object().build());
        yield wait
            ? watched(client, api, answer.text("run").orElse(""), limit)
            : done(client, answer);
      }
    };
  }

  private int watched(ApiSession client, ApiClient api, String run, Duration limit) {
    shell.say("Check " + run + " is queued.");
    CheckWatch.Found found;
    try {
      found = new CheckWatch(shell, api).watch(run, limit);
    } catch (RecordPages.Refused refused) {
      return client.report().refused(refused.problem());
    }
    List<String> words = new ArrayList<>();
    found.findings().forEach(event -> words.add(sentence(event)));
    words.add(found.sum().map(AuditCheckCommand::sum).orElse("It is not done yet."));
    client.report().done(document(run, found), words);
    if (found.sum().isEmpty()) {
      return ExitCode.TIMED_OUT.number();
    }
    return (found.findings().stream().anyMatch(event -> !firstSight(event))
            ? ExitCode.FOUND
            : ExitCode.OK)
        .number();
  }

  /// Returns whether the event only reports that an account was checked for the first time, which
  /// needs no attention.
  private static boolean firstSight(AuditEvent event) {
    return event.type() == EventType.AUDIT_CHANGED
        && "none".equals(event.details().get("before"))
        && "the account, seen for the first time".equals(event.details().get("part"));
  }

  /// Returns the event's sentence. Servers of earlier versions send none; for them, one is made
  /// from the event's fields.
  private static String sentence(AuditEvent event) {
    String text =
        event.details().getOrDefault("sentence", event.type().word() + " " + event.details());
    return PlainText.safe(text);
  }

  private static String sum(AuditEvent checked) {
    Map<String, String> details = checked.details();
    String text =
        "Looked at "
            + details.getOrDefault("accounts", "?")
            + " accounts: "
            + details.getOrDefault("differences", "?")
            + " findings, "
            + details.getOrDefault("unreachable", "?")
            + " accounts not read, "
            + details.getOrDefault("unchecked", "?")
            + " not looked at.";
    return PlainText.safe(text);
  }

  private static Json document(String run, CheckWatch.Found found) {
    return Json.object()
        .put("run", run)
        .put("finished", new Json.Bool(found.sum().isPresent()))
        .put(
            "findings",
            new Json.Arr(found.findings().stream().map(AuditCheckCommand::finding).toList()))
        .build();
  }

  private static Json finding(AuditEvent event) {
    return Json.object()
        .put("type", event.type().word())
        .put("sentence", sentence(event))
        .put("at", event.at().toString())
        .build();
  }

  private static int done(ApiSession client, Json answer) {
    String run = answer.text("run").orElse("");
    return client
        .report()
        .done(
            answer,
            List.of(
                "Check "
                    + run
                    + " is queued. When it is done the record has an audit.checked of"
                    + " this run."));
  }
}
