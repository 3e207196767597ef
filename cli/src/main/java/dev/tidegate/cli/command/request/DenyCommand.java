package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate deny`: denies somebody else's request.
@Command(name = "deny", description = "Deny a request, after showing what it asks for.")
public final class DenyCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "ID", description = "The request.")
  String id = "";

  @Option(
      names = {"-c", "--comment"},
      paramLabel = "TEXT",
      description = "A word to whoever asked; it goes on record.")
  Optional<String> comment = Optional.empty();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask for confirmation.")
  boolean sure;

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public DenyCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    return new ReviewPrompt(shell, client, IdArguments.request(id)).answer("deny", comment, sure);
  }
}
