package dev.tidegate.cli.command;

import dev.tidegate.cli.api.Answer;
import dev.tidegate.cli.api.Api;
import dev.tidegate.cli.api.Problem;
import dev.tidegate.cli.api.RequestView;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.Plain;
import dev.tidegate.cli.text.RequestItem;
import dev.tidegate.cli.text.RequestText;
import dev.tidegate.cli.text.Table;
import dev.tidegate.cli.text.Times;
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

/// `tidegate list`: requests, newest first.
@Command(name = "list", description = "List requests, newest first.")
public final class ListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

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

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public ListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    if (watch) {
      checkWatch();
      return new WaitingWatch(surroundings, client).watch();
    }
    Api api = client.api();
    List<Json> items = new ArrayList<>();
    Optional<String> next = page;
    Optional<String> asked;
    do {
      asked = next;
      switch (api.get("/v1/requests", query(next))) {
        case Answer.Refused(Problem problem) -> {
          return client.report().refused(problem);
        }
        case Answer.Done done -> {
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
      throw Fault.of(
          ExitCode.USAGE,
          "--watch goes with waiting alone.",
          "type: tidegate list waiting --watch");
    }
    if (common.json || page.isPresent() || limit.isPresent()) {
      throw Fault.of(ExitCode.USAGE, "--watch goes without --json, --limit and --page.");
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
    if (which.equals("waiting") || which.equals("answered")) {
      return forApprovers(times, items, next);
    }
    Table table = new Table("ID", "STATE", "WHO", "WHAT", "WHEN");
    for (Json item : items) {
      RequestView request = new RequestView(item);
      table.row(
          Plain.safe(request.id()),
          Plain.safe(request.stage()),
          Plain.fit(request.requester(), 24),
          Plain.fit(RequestText.what(request), 48),
          when(times, request));
    }
    if (table.empty()) {
      return List.of(
          switch (which) {
            case "mine" -> "You have asked for nothing yet.";
            default -> "None.";
          });
    }
    List<String> lines = new ArrayList<>(table.lines());
    more(next).ifPresent(lines::add);
    return lines;
  }

  private List<String> forApprovers(Times times, List<Json> items, Optional<String> next) {
    boolean waiting = which.equals("waiting");
    if (items.isEmpty() && next.isEmpty()) {
      return List.of(waiting ? "Nothing waits for your answer." : "You have answered nothing yet.");
    }
    List<String> lines = new ArrayList<>();
    for (Json item : items) {
      lines.addAll(new RequestItem(times).lines(new RequestView(item)));
      lines.add("");
    }
    if (waiting) {
      lines.add("tidegate show ID says what each would allow; approve and deny show it, too.");
    }
    more(next).ifPresent(lines::add);
    return lines;
  }

  private Optional<String> more(Optional<String> next) {
    return next.map(token -> "More: tidegate list " + which + " --page " + Plain.safe(token));
  }

  private static String when(Times times, RequestView request) {
    return switch (request.stage()) {
      case "Pending" -> request.answerBy().map(at -> "answer " + times.away(at)).orElse("");
      case "Active" ->
          request
              .grant()
              .flatMap(RequestView.GrantView::endsAt)
              .map(at -> "ends " + times.away(at))
              .orElse("");
      case "Ended" ->
          request
              .grant()
              .flatMap(RequestView.GrantView::endedAt)
              .map(at -> "ended " + times.away(at))
              .orElse("");
      default -> request.submittedAt().map(at -> "asked " + times.away(at)).orElse("");
    };
  }
}
