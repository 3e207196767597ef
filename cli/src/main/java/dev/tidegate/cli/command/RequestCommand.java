package dev.tidegate.cli.command;

import dev.tidegate.cli.shell.Surroundings;
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

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      description = "With --wait: give up after this long (default: 30m).")
  String timeout = "30m";

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description =
          "Submitting again under the same key gives the first request back (default: a new key).")
  Optional<String> key = Optional.empty();

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public RequestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    Duration limit = Lengths.read("--timeout", timeout);
    return new Submitting(surroundings, client)
        .submit(ask.body(), key, wait ? Optional.of(limit) : Optional.empty());
  }
}
