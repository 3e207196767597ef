package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate after-review`: reviews break-glass access after the fact.
@Command(
    name = "after-review",
    description = "Review access that somebody took by breaking the glass, after showing it.")
public final class AfterReviewCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "ID", description = "The request, or its grant.")
  String id = "";

  @Option(names = "--accept", description = "It was right.")
  boolean accept;

  @Option(names = "--question", description = "It has to be talked about.")
  boolean question;

  @Option(
      names = {"-c", "--comment"},
      paramLabel = "TEXT",
      description = "What you found; --question needs it. It goes on record.")
  Optional<String> comment = Optional.empty();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask for confirmation.")
  boolean sure;

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public AfterReviewCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (accept == question) {
      throw CommandFailure.of(ExitCode.USAGE, "One of --accept and --question is needed.");
    }
    ApiSession client = ApiSession.of(shell, common);
    return new ReviewPrompt(shell, client, IdArguments.request(id))
        .lookBack(question ? "question" : "accept", comment, sure);
  }
}
