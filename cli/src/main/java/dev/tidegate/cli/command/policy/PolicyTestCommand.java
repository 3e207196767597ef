package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.policy.TestRun;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.core.policy.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate policy test`: runs the tests of a policy file and reports the ones that fail.
@Command(
    name = "test",
    description =
        "Run policy tests. Ends with 10 when a case fails; what was expected and what came instead"
            + " is shown. Asks no server.")
public final class PolicyTestCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(index = "0", paramLabel = "FILE", description = "The policy file.")
  Path file = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "CASES",
      description = "Files of people and cases; docs/policy.md has their form.")
  List<Path> cases = new ArrayList<>();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyTestCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    PolicyFileLoader desk = new PolicyFileLoader(new CommandOutput(shell, common.json));
    return desk.policy(file, sound -> run(desk, sound.policy(), cases, new TestRun()));
  }

  private int run(PolicyFileLoader desk, Policy policy, List<Path> left, TestRun run) {
    if (!left.isEmpty()) {
      return desk.cases(
          left.getFirst(),
          sound -> {
            run.add(sound, policy);
            return run(desk, policy, left.subList(1, left.size()), run);
          });
    }
    if (run.count() == 0) {
      throw CommandFailure.of(ExitCode.USAGE, "There are no cases in " + cases + ".");
    }
    return desk.end(
        run.failed() > 0 ? ExitCode.NOT_ACCEPTED : ExitCode.OK, run.json(), run.lines());
  }
}
