package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tidegate exec`: runs a command under a session.
///
/// This process fetches the credentials and writes the command's environment for the launcher,
/// which then becomes the command: exit code, signals and terminal are the command's own, and no
/// JVM stays behind.
@Command(
    name = "exec",
    description =
        "Run a command with the credentials of a grant in its environment. Ends with the command's"
            + " exit code.")
public final class ExecCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "After '--': the command and its arguments.")
  List<String> command = new ArrayList<>();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description =
          "The region for the command (default: the one it already has, else the one in the"
              + " settings).")
  Optional<String> region = Optional.empty();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public ExecCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<String> typed = spec.commandLine().getParseResult().originalArgs();
    int dashes = typed.indexOf("--");
    if (dashes < 0 || typed.size() - dashes - 1 != command.size()) {
      throw CommandFailure.of(
          ExitCode.USAGE, "The command comes after '--'.", "tidegate exec GRANT -- aws s3 ls");
    }
    return new CredentialOutput(ApiSession.of(shell, common)).environment(id, region);
  }
}
