package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.policy.IamActions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.policytools.CeilingLint;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate policy ceiling`: checks the maximum actions of an access role (`CeilingActions` of a
/// target account's stack).
@Command(
    name = "ceiling",
    description =
        "Check the actions that sessions of a target account can hold at most, before they become"
            + " CeilingActions of its stack: which of them IAM does not have, how many sessions are"
            + " denied all the same, and what remains of the others after the end. Ends with 10"
            + " when there is an error. Asks no server.")
public final class PolicyCeilingCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(
      arity = "1..*",
      paramLabel = "ACTIONS",
      description = "Actions such as s3:Get*, with commas or blanks between them.")
  List<String> actions = List.of();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyCeilingCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<String> ceiling =
        actions.stream()
            .flatMap(some -> Stream.of(some.split(",")))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .toList();
    List<CeilingLint.Finding> found = new CeilingLint(new IamActions()).of(ceiling);
    boolean bad = found.stream().anyMatch(one -> one.code().error());
    return new PolicyFileLoader(new CommandOutput(shell, common.json))
        .end(
            bad ? ExitCode.NOT_ACCEPTED : ExitCode.OK,
            Json.object()
                .put(
                    "findings",
                    new Json.Arr(found.stream().map(PolicyCeilingCommand::json).toList()))
                .build(),
            found.isEmpty()
                ? List.of("No findings.")
                : found.stream().map(PolicyCeilingCommand::text).toList());
  }

  private static String text(CeilingLint.Finding one) {
    return PlainText.safe(
        one.action() + ": " + level(one) + ": " + one.message() + " [" + one.code().word() + "]");
  }

  private static Json json(CeilingLint.Finding one) {
    return Json.object()
        .put("action", one.action())
        .put("level", level(one))
        .put("code", one.code().word())
        .put("message", one.message())
        .build();
  }

  private static String level(CeilingLint.Finding one) {
    return one.code().error() ? "error" : "note";
  }
}
