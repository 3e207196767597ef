package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.Ids;
import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.shell.Surroundings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate approve`: answers somebody's request.
@Command(name = "approve", description = "Approve a request, after showing what it asks for.")
public final class ApproveCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "ID", description = "The request.")
  String id = "";

  @Option(
      names = {"-c", "--comment"},
      paramLabel = "TEXT",
      description = "A word to whoever asked; it goes on record.")
  Optional<String> comment = Optional.empty();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  boolean sure;

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public ApproveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    return new Answering(surroundings, client, Ids.request(id)).answer("approve", comment, sure);
  }
}
