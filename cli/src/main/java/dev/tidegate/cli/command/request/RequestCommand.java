package dev.tidegate.cli.command.request;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.text.FieldNames;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidegate request`: requests access.
@Command(name = "request", description = "Ask for access.")
public final class RequestCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Mixin RequestArguments ask = new RequestArguments();

  @Option(
      names = {"-w", "--wait"},
      description = "Wait until the access is there, or the answer is no.")
  boolean wait;

  @Mixin SubmitOptions options = new SubmitOptions();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public RequestCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    Duration limit = options.limit();
    return new RequestSubmission(shell, client, FieldNames.USUAL)
        .submit(ask.body(), options.key, wait ? Optional.of(limit) : Optional.empty());
  }
}
