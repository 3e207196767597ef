package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.command.Report;
import dev.tidegate.cli.policy.Linting;
import dev.tidegate.cli.policy.Note;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.policytools.Directory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate policy lint`: what is wrong with a file, and what it most likely does not mean.
@Command(
    name = "lint",
    description =
        "Check a policy file, as file:line:column. Ends with 10 when there is an error: such a file"
            + " cannot be pushed. Asks no server.")
public final class PolicyLintCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The policy file.")
  Path file = Path.of("");

  @Option(names = "--strict", description = "End with 10 for warnings, too.")
  boolean strict;

  @Mixin People people = new People();
  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public PolicyLintCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    PolicyDesk desk = new PolicyDesk(new Report(surroundings, common.json));
    return desk.policy(
        file,
        sound ->
            desk.people(
                people.file,
                directory -> {
                  List<Note> notes =
                      Linting.of(sound, directory.orElse(new Directory(List.of(), false)));
                  boolean bad = Note.errors(notes) > 0 || (strict && Note.warnings(notes) > 0);
                  List<String> lines = new ArrayList<>(notes.stream().map(Note::text).toList());
                  lines.add(notes.isEmpty() ? "No findings." : Note.count(notes) + ".");
                  return desk.end(
                      bad ? ExitCode.NOT_ACCEPTED : ExitCode.OK, Note.json(notes), lines);
                }));
  }
}
