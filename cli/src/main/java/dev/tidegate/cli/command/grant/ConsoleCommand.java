package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.api.Answer;
import dev.tidegate.cli.api.Ids;
import dev.tidegate.cli.api.Problem;
import dev.tidegate.cli.api.RequestView;
import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Surroundings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate console`: a sign-in address for the AWS console.
@Command(
    name = "console",
    description =
        "Print a sign-in address for the AWS console. It is a secret: whoever opens it is signed"
            + " in.")
public final class ConsoleCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Surroundings surroundings;

  @Parameters(paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Option(
      names = {"-o", "--open"},
      description = "Open it in the browser instead of printing it.")
  boolean open;

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public ConsoleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    return switch (client.api().post("/v1/grants/" + Ids.grant(id) + "/console")) {
      case Answer.Refused(Problem problem) -> client.report().refused(problem);
      case Answer.Done done -> open ? opened(client, done.json()) : printed(client, done.json());
    };
  }

  private int printed(Client client, Json json) {
    if (!common.json) {
      RequestView.instant(json, "expiresAt")
          .ifPresent(
              at ->
                  surroundings.say("A secret; the session ends " + client.times().full(at) + "."));
    }
    return client.report().done(json, List.of(url(json).toString()));
  }

  private int opened(Client client, Json json) {
    try (Handover handover = new Handover(url(json))) {
      if (!surroundings.browser().open(handover.address()) || !handover.taken(PATIENCE)) {
        throw Fault.of(ExitCode.LOCAL, "No browser took the address.", "run it without --open");
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
