package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.cli.text.RequestItem;
import dev.tidegate.cli.text.Times;
import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Prints the requests that wait for the signed-in person's answer, then new ones as they come and
/// those that no longer wait. Lines are only ever appended, so any terminal or log can show them.
///
/// It polls after 5 s, then at growing intervals of up to 30 s, and every 5 s again after a change.
/// It reads at most [#MOST_PAGES] pages of 100. A server that is unreachable for a while does not
/// end it; an interrupt (Ctrl-C) does. [RequestWatch] waits for one request instead.
record ApprovalWatch(CommandEnvironment shell, ApiSession client) {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MOST_PAGES = 10;

  /// The result of one poll.
  private sealed interface Look {
    /// The waiting requests by id, newest first.
    record Seen(Map<String, RequestView> waiting) implements Look {}

    /// The list could not be read this time; the next poll tries again.
    record Missed() implements Look {}

    /// The caller may not read the list.
    record Refused(ServerProblem problem) implements Look {}
  }

  /// Watches until interrupted or refused and returns the exit code.
  int watch() {
    ApiClient api = client.api();
    Map<String, RequestView> known = new LinkedHashMap<>();
    boolean missed = false;
    boolean first = true;
    Duration pause = FIRST;
    while (true) {
      switch (look(api)) {
        case Look.Refused(ServerProblem problem) -> {
          return client.report().refused(problem);
        }
        case Look.Missed() -> {
          if (!missed) {
            shell.say("The server cannot be reached; still trying.");
          }
          missed = true;
        }
        case Look.Seen(Map<String, RequestView> waiting) -> {
          boolean changed = tell(known, waiting);
          if (first && waiting.isEmpty()) {
            shell.say("Nothing waits for your answer yet; watching until Ctrl-C.");
          }
          known = waiting;
          missed = false;
          first = false;
          pause = changed ? FIRST : pause;
        }
      }
      try {
        shell.pause().of(pause);
      } catch (InterruptedException _) {
        return ExitCode.OK.number();
      }
      Duration longer = pause.multipliedBy(3).dividedBy(2);
      pause = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
  }

  private Look look(ApiClient api) {
    Map<String, RequestView> waiting = new LinkedHashMap<>();
    Optional<String> page = Optional.empty();
    try {
      for (int pages = 0; pages < MOST_PAGES; pages++) {
        Map<String, String> query = new LinkedHashMap<>(Map.of("list", "waiting", "limit", "100"));
        page.ifPresent(token -> query.put("page", token));
        switch (api.get("/v1/requests", query)) {
          case ApiAnswer.Refused(ServerProblem problem) -> {
            return problem.exit() == ExitCode.UNREACHABLE
                ? new Look.Missed()
                : new Look.Refused(problem);
          }
          case ApiAnswer.Done done -> {
            for (Json item : done.json().list("items")) {
              RequestView request = new RequestView(item);
              waiting.put(request.id(), request);
            }
            page = done.json().text("next");
          }
        }
        if (page.isEmpty()) {
          break;
        }
      }
    } catch (CommandFailure fault) {
      if (fault.code() == ExitCode.UNREACHABLE) {
        return new Look.Missed();
      }
      throw fault;
    }
    return new Look.Seen(waiting);
  }

  private boolean tell(Map<String, RequestView> known, Map<String, RequestView> waiting) {
    Times times = client.times();
    List<String> lines = new ArrayList<>();
    for (String id : known.keySet()) {
      if (!waiting.containsKey(id)) {
        lines.add(PlainText.safe(id) + "  no longer waits for you");
        lines.add("");
      }
    }
    // The newest is printed last, next to the cursor.
    for (RequestView request : new ArrayList<>(waiting.values()).reversed()) {
      if (!known.containsKey(request.id())) {
        lines.addAll(new RequestItem(times).lines(request));
        lines.add("");
      }
    }
    lines.forEach(shell::print);
    shell.out().flush();
    return !lines.isEmpty();
  }
}
