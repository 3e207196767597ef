package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.RequestText;
import dev.tidegate.wire.api.RequestView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate wait`: waits until a request's access can be used, or never will be.
@Command(
    name = "wait",
    description =
        "Wait until the access is there (ends with 0), or will not be: denied, withdrawn, expired,"
            + " or over already (9). Ends with 8 when the time is up before.")
public final class WaitCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "ID", description = "The request, or its grant.")
  String id = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      description = "Give up after this long (default: 30m).")
  String timeout = "30m";

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public WaitCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Duration limit = WaitLimits.read("--timeout", timeout);
    ApiSession client = ApiSession.of(shell, common);
    ApiClient api = client.api();
    return switch (api.get("/v1/requests/" + IdArguments.request(id))) {
      case ApiAnswer.Refused(ServerProblem problem) -> client.report().refused(problem);
      case ApiAnswer.Done done -> waited(client, api, new RequestView(done.json()), limit);
    };
  }

  private int waited(ApiSession client, ApiClient api, RequestView request, Duration limit) {
    return switch (new RequestWatch(shell, api, false).watch(request, limit)) {
      case RequestWatch.Outcome.Refused(ServerProblem problem) -> client.report().refused(problem);
      case RequestWatch.Outcome.Seen(RequestView seen, ExitCode exit) -> {
        client.report().done(seen.json(), List.of(new RequestText(client.times()).headline(seen)));
        yield exit.number();
      }
    };
  }
}
