package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.command.Report;
import dev.tidegate.cli.policy.Differences;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Surroundings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate policy diff`: what one policy changes against another, for whom.
@Command(
    name = "diff",
    description =
        "Show what changes for whom between two policy files. Ends with 0 when nothing does, with"
            + " 13 when something does. Asks no server.")
public final class PolicyDiffCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "OLD", description = "The policy file before.")
  Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The policy file after.")
  Path now = Path.of("");

  @Mixin People people = new People();
  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public PolicyDiffCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    PolicyDesk desk = new PolicyDesk(new Report(surroundings, common.json));
    return desk.policy(
        old,
        before ->
            desk.policy(
                now,
                after ->
                    desk.people(
                        people.file,
                        directory -> {
                          Differences found =
                              Differences.between(before.policy(), after.policy(), directory);
                          return desk.end(
                              found.none() ? ExitCode.OK : ExitCode.DIFFERENT,
                              found.json(),
                              found.lines());
                        })));
  }
}
