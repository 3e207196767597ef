package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.cli.text.RequestItem;
import dev.tidegate.cli.text.RequestText;
import dev.tidegate.cli.text.Table;
import dev.tidegate.cli.text.Times;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate list`: lists requests, newest first.
@Command(name = "list", description = "List requests, newest first.")
public final class ListCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(
      arity = "0..1",
      paramLabel = "WHICH",
      defaultValue = "mine",
      description =
          "mine (the default), waiting (for your answer, or for you to look back), answered (by"
              + " you), or a state such as Active, which is for the security group.")
  String which = "mine";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most this many in one page, 1 to 100.")
  Optional<Integer> limit = Optional.empty();

  @Option(names = "--page", paramLabel = "TOKEN", description = "The page after an earlier one.")
  Optional<String> page = Optional.empty();

  @Option(names = "--all", description = "Every page.")
  boolean all;

  @Option(
      names = "--watch",
      description =
          "With waiting: print what is there, then what is new as it comes, until Ctrl-C.")
  boolean watch;

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public ListCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    if (watch) {
      checkWatch();
      return new ApprovalWatch(shell, client).watch();
    }
    ApiClient api = client.api();
    List<Json> items = new ArrayList<>();
    Optional<String> next = page;
    Optional<String> asked;
    do {
      asked = next;
      switch (api.get("/v1/requests", query(next))) {
        case ApiAnswer.Refused(ServerProblem problem) -> {
          return client.report().refused(problem);
        }
        case ApiAnswer.Done done -> {
          items.addAll(done.json().list("items"));
          next = done.json().text("next");
        }
      }
    } while ((all || items.isEmpty()) && next.isPresent() && !next.equals(asked));
    Json document = Json.object().put("items", new Json.Arr(items)).put("next", next).build();
    return client.report().done(document, words(client.times(), items, next));
  }

  private void checkWatch() {
    if (!which.equals("waiting")) {
      throw CommandFailure.of(
          ExitCode.USAGE,
          "--watch goes with waiting alone.",
          "type: tidegate list waiting --watch");
    }
    if (common.json || page.isPresent() || limit.isPresent()) {
      throw CommandFailure.of(ExitCode.USAGE, "--watch goes without --json, --limit and --page.");
    }
  }

  private Map<String, String> query(Optional<String> next) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("list", which);
    limit.ifPresent(count -> query.put("limit", count.toString()));
    next.ifPresent(token -> query.put("page", token));
    return query;
  }

  private List<String> words(Times times, List<Json> items, Optional<String> next) {
    List<String> lines =
        new ArrayList<>(which.equals("mine") ? mine(times, items) : others(times, items));
    if (items.isEmpty() && next.isEmpty()) {
      return List.of(
          switch (which) {
            case "mine" -> "You have asked for nothing yet.";
            case "waiting" -> "Nothing waits for your answer.";
            case "answered" -> "You have answered nothing yet.";
            default -> "None.";
          });
    }
    next.ifPresent(
        token -> lines.add("More: tidegate list " + which + " --page " + PlainText.safe(token)));
    return lines;
  }

  /// Returns one line for each of the caller's own requests, without the requester.
  private static List<String> mine(Times times, List<Json> items) {
    RequestItem item = new RequestItem(times);
    Table table = new Table("ID", "STATE", "WHAT", "WHEN");
    for (Json json : items) {
      RequestView request = new RequestView(json);
      table.row(
          PlainText.safe(request.id()),
          PlainText.safe(request.stage()),
          PlainText.fit(RequestText.what(request), 32),
          item.when(request));
    }
    return table.lines();
  }

  private List<String> others(Times times, List<Json> items) {
    List<String> lines = new ArrayList<>();
    for (Json item : items) {
      lines.addAll(new RequestItem(times).lines(new RequestView(item)));
      lines.add("");
    }
    if (which.equals("waiting")) {
      lines.add("tidegate show ID says what each would allow; approve and deny show it, too.");
    }
    return lines;
  }
}
