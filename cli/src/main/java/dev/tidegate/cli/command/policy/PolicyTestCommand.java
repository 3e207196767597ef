package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.command.Report;
import dev.tidegate.cli.policy.TestRun;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.core.policy.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate policy test`: does a policy answer as its tests say?
@Command(
    name = "test",
    description =
        "Run policy tests. Ends with 10 when a case fails; what was expected and what came instead"
            + " is shown. Asks no server.")
public final class PolicyTestCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "FILE", description = "The policy file.")
  Path file = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "CASES",
      description = "Files of people and cases; docs/policy.md has their form.")
  List<Path> cases = new ArrayList<>();

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public PolicyTestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    PolicyDesk desk = new PolicyDesk(new Report(surroundings, common.json));
    return desk.policy(file, sound -> run(desk, sound.policy(), cases, new TestRun()));
  }

  private int run(PolicyDesk desk, Policy policy, List<Path> left, TestRun run) {
    if (!left.isEmpty()) {
      return desk.cases(
          left.getFirst(),
          sound -> {
            run.add(sound, policy);
            return run(desk, policy, left.subList(1, left.size()), run);
          });
    }
    if (run.count() == 0) {
      throw Fault.of(ExitCode.USAGE, "There are no cases in " + cases + ".");
    }
    return desk.end(
        run.failed() > 0 ? ExitCode.NOT_ACCEPTED : ExitCode.OK, run.json(), run.lines());
  }
}
