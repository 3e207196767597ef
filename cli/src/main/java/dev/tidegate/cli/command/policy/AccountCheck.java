package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.audit.CheckWatch;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.record.RecordPages;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.util.List;

/// Checks the accounts of the policy in force and names those that are not prepared, that is, those
/// that Tidegate's observer role cannot read. Needs the same rights as `audit check --wait`.
record AccountCheck(CommandEnvironment shell, ApiSession client) {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /// Returns the exit code: 16 when an account is not prepared.
  int run() {
    return switch (client.api().post("/v1/audit/check")) {
      case ApiAnswer.Refused(ServerProblem problem) ->
          refused("The accounts were not checked.", problem);
      case ApiAnswer.Done(HttpReply reply) ->
          watched(reply.json().flatMap(answer -> answer.text("run")).orElse(""));
    };
  }

  private int watched(String run) {
    shell.say("Check " + PlainText.safe(run) + " of the accounts is queued.");
    CheckWatch.Found found;
    try {
      found = new CheckWatch(shell, client.api()).watch(run, LIMIT);
    } catch (RecordPages.Refused refused) {
      return refused(
          "What it finds is for the security group: tidegate audit check --wait.",
          refused.problem());
    }
    List<AuditEvent> unprepared =
        found.findings().stream()
            .filter(event -> event.type() == EventType.AUDIT_UNREACHABLE)
            .toList();
    unprepared.forEach(event -> shell.say(PlainText.safe(sentence(event))));
    if (!unprepared.isEmpty()) {
      shell.say(
          "Deploy infrastructure/target-account there, with this broker's account and the"
              + " externalId of the policy file, or correct the trust of its roles.");
      return ExitCode.FOUND.number();
    }
    if (found.sum().isEmpty()) {
      shell.say("It is not done yet: see tidegate audit check --wait.");
      return ExitCode.TIMED_OUT.number();
    }
    shell.say(
        "Every account lets Tidegate in ("
            + PlainText.safe(found.sum().get().details().getOrDefault("accounts", "?"))
            + ").");
    return ExitCode.OK.number();
  }

  private static String sentence(AuditEvent event) {
    return event.details().getOrDefault("sentence", event.type().word() + " " + event.details());
  }

  private int refused(String words, ServerProblem problem) {
    shell.say(words + " " + PlainText.safe(problem.title()) + ".");
    return problem.exit().number();
  }
}
