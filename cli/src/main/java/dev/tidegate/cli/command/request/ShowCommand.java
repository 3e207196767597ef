package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.text.RequestText;
import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate show`: shows everything about one request. Its events are read page by page.
@Command(
    name = "show",
    description =
        "Show one request: who, what, when, why, the decision, the answers, the grant and the event"
            + " trail.")
public final class ShowCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "ID", description = "The request, or its grant.")
  String id = "";

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public ShowCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    ApiClient api = client.api();
    String path = "/v1/requests/" + IdArguments.request(id);
    Map<String, Json> request = new LinkedHashMap<>();
    List<Json> events = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      switch (api.get(path, next.map(token -> Map.of("page", token)).orElse(Map.of()))) {
        case ApiAnswer.Refused(ServerProblem problem) -> {
          return client.report().refused(problem);
        }
        case ApiAnswer.Done done -> {
          Json part = done.json();
          request.putAll(part.entries());
          events.addAll(part.list("events"));
          next = part.text("next");
        }
      }
    } while (next.isPresent());
    request.remove("next");
    request.put("events", new Json.Arr(events));
    Json whole = new Json.Obj(request);
    return client
        .report()
        .done(
            whole,
            client.report().json()
                ? List.of()
                : new RequestText(client.times()).full(new RequestView(whole)));
  }
}
