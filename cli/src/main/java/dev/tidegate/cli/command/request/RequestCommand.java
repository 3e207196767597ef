package dev.tidegate.cli.command.request;

import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.Typed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidegate request`: asks for access.
@Command(name = "request", description = "Ask for access.")
public final class RequestCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin Ask ask = new Ask();

  @Option(
      names = {"-w", "--wait"},
      description = "Wait until the access is there, or the answer is no.")
  boolean wait;

  @Mixin SubmitOptions options = new SubmitOptions();

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public RequestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    Duration limit = options.limit();
    return new Submitting(surroundings, client, Typed.USUAL)
        .submit(ask.body(), options.key, wait ? Optional.of(limit) : Optional.empty());
  }
}
