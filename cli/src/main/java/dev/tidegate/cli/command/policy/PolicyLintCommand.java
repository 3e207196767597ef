package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.policy.LintNote;
import dev.tidegate.cli.policy.LintRun;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.policytools.KnownPeople;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate policy lint`: reports errors in a policy file, and what is valid but probably not
/// meant.
@Command(
    name = "lint",
    description =
        "Check a policy file, as file:line:column. Ends with 10 when there is an error: such a file"
            + " cannot be pushed. Asks no server.")
public final class PolicyLintCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "FILE", description = "The policy file.")
  Path file = Path.of("");

  @Option(names = "--strict", description = "End with 10 for warnings, too.")
  boolean strict;

  @Mixin PeopleOptions people = new PeopleOptions();
  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyLintCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    PolicyFileLoader desk = new PolicyFileLoader(new CommandOutput(shell, common.json));
    return desk.policy(
        file,
        sound ->
            desk.people(
                people.file,
                directory -> {
                  List<LintNote> notes =
                      LintRun.of(sound, directory.orElse(new KnownPeople(List.of(), false)));
                  boolean bad =
                      LintNote.errors(notes) > 0 || (strict && LintNote.warnings(notes) > 0);
                  List<String> lines = new ArrayList<>(notes.stream().map(LintNote::text).toList());
                  lines.add(notes.isEmpty() ? "No findings." : LintNote.count(notes) + ".");
                  return desk.end(
                      bad ? ExitCode.NOT_ACCEPTED : ExitCode.OK, LintNote.json(notes), lines);
                }));
  }
}
