package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.policy.DiffOutput;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate policy diff`: shows what changes, and for whom, from one policy to another.
@Command(
    name = "diff",
    description =
        "Show what changes for whom between two policy files. Ends with 0 when nothing does, with"
            + " 13 when something does. Asks no server.")
public final class PolicyDiffCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(index = "0", paramLabel = "OLD", description = "The policy file before.")
  Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The policy file after.")
  Path now = Path.of("");

  @Mixin PeopleOptions people = new PeopleOptions();
  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyDiffCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    PolicyFileLoader desk = new PolicyFileLoader(new CommandOutput(shell, common.json));
    return desk.policy(
        old,
        before ->
            desk.policy(
                now,
                after ->
                    desk.people(
                        people.file,
                        directory -> {
                          DiffOutput found =
                              DiffOutput.between(before.policy(), after.policy(), directory);
                          return desk.end(
                              found.none() ? ExitCode.OK : ExitCode.DIFFERENT,
                              found.json(),
                              found.lines());
                        })));
  }
}
