package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.text.FieldNames;
import dev.tidegate.wire.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate extend`: requests more time for a grant.
@Command(
    name = "extend",
    description =
        "Ask for more time: a new request for the same, whose grant begins when this one ends. What"
            + " uses this grant goes on under the next by itself.")
public final class ExtendCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(index = "0", paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Parameters(
      index = "1",
      paramLabel = "TIME",
      description = "How much longer, for example 30m; a rule's longest is for all of it together.")
  String duration = "";

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "One sentence for whoever approves.")
  Optional<String> reason = Optional.empty();

  @Option(
      names = {"-u", "--use"},
      paramLabel = "USE",
      description = "Why production is entered (default: as before).")
  Optional<String> use = Optional.empty();

  @Option(
      names = {"-t", "--ticket"},
      paramLabel = "TICKET",
      description = "The ticket (default: as before).")
  Optional<String> ticket = Optional.empty();

  @Option(
      names = {"-w", "--wait"},
      description = "Wait until the next grant has begun, or the answer is no.")
  boolean wait;

  @Mixin SubmitOptions options = new SubmitOptions();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public ExtendCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    Duration limit = options.limit();
    Json body =
        Json.object()
            .put("continues", IdArguments.grant(id))
            .put("duration", WaitLimits.unit("TIME", duration))
            .put("use", use)
            .put("ticket", ticket)
            .put("reason", reason)
            .build();
    return new RequestSubmission(shell, client, FieldNames.EXTEND)
        .submit(body, options.key, wait ? Optional.of(limit) : Optional.empty());
  }
}
