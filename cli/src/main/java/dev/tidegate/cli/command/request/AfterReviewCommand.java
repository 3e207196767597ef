package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.Ids;
import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Surroundings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate after-review`: looks back at a broken glass.
@Command(
    name = "after-review",
    description = "Review access that somebody took by breaking the glass, after showing it.")
public final class AfterReviewCommand implements Callable<Integer> {
  private final Surroundings surroundings;

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
      description = "Do not ask.")
  boolean sure;

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public AfterReviewCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (accept == question) {
      throw Fault.of(ExitCode.USAGE, "One of --accept and --question is needed.");
    }
    Client client = Client.of(surroundings, common);
    return new Answering(surroundings, client, Ids.request(id))
        .lookBack(question ? "question" : "accept", comment, sure);
  }
}
