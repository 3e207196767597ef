package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate console`: opens the AWS console under a grant's session.
@Command(
    name = "console",
    description =
        "Print a sign-in address for the AWS console. It is a secret: whoever opens it is signed"
            + " in.")
public final class ConsoleCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CommandEnvironment shell;

  @Parameters(paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Option(
      names = {"-o", "--open"},
      description = "Open it in the browser instead of printing it.")
  boolean open;

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public ConsoleCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    return switch (client.api().post("/v1/grants/" + IdArguments.grant(id) + "/console")) {
      case ApiAnswer.Refused(ServerProblem problem) -> client.report().refused(problem);
      case ApiAnswer.Done done -> open ? opened(client, done.json()) : printed(client, done.json());
    };
  }

  private int printed(ApiSession client, Json json) {
    if (!common.json) {
      RequestView.instant(json, "expiresAt")
          .ifPresent(
              at -> shell.say("A secret; the session ends " + client.times().full(at) + "."));
    }
    return client.report().done(json, List.of(url(json).toString()));
  }

  private int opened(ApiSession client, Json json) {
    try (BrowserHandoff handover = new BrowserHandoff(url(json))) {
      if (!shell.browser().open(handover.address()) || !handover.taken(PATIENCE)) {
        throw CommandFailure.of(
            ExitCode.LOCAL, "No browser took the address.", "run it without --open");
      }
    }
    Json document =
        Json.object()
            .put("opened", new Json.Bool(true))
            .put("expiresAt", json.text("expiresAt"))
            .build();
    return client.report().done(document, List.of("The console is open in your browser."));
  }

  private static URI url(Json json) {
    return Addresses.secure("the console address", json.text("url").orElse(""));
  }
}
