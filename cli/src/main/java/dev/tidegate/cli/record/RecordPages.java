package dev.tidegate.cli.record;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.record.RecordJson;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads a list of the record lazily, page by page.
public final class RecordPages {
  private final ApiClient api;
  private final String path;
  private final Map<String, String> query = new LinkedHashMap<>();
  private final Deque<Json> here = new ArrayDeque<>();
  private boolean more = true;

  RecordPages(ApiClient api, String path, Instant from, Instant to) {
    this.api = api;
    this.path = path;
    query.put("from", from.toString());
    query.put("to", to.toString());
    query.put("limit", "100");
  }

  /// The API refused a page.
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ServerProblem problem;

    Refused(ServerProblem problem) {
      super(problem.title());
      this.problem = problem;
    }

    /// Returns the problem.
    public ServerProblem problem() {
      return problem;
    }
  }

  /// Passes each event of a time range to `take`, in the order of the ledger. For an entry that
  /// could not be read, or whose type is unknown, `unreadable` gets its time.
  public static void events(
      ApiClient api,
      Instant from,
      Instant to,
      Consumer<AuditEvent> take,
      Consumer<Instant> unreadable) {
    RecordPages pages = new RecordPages(api, "/v1/audit/events", from, to);
    for (Optional<Json> next = pages.peek(); next.isPresent(); next = pages.peek()) {
      pages.drop();
      Json item = next.get();
      RecordJson.event(item)
          .ifPresentOrElse(
              take,
              () ->
                  unreadable.accept(
                      RecordJson.instant(item.entries(), "at").orElse(to.minusSeconds(1))));
    }
  }

  Optional<Json> peek() {
    while (here.isEmpty() && more) {
      Json page =
          switch (api.get(path, query)) {
            case ApiAnswer.Refused(ServerProblem problem) -> throw new Refused(problem);
            case ApiAnswer.Done done -> done.json();
          };
      here.addAll(page.list("items"));
      Optional<String> next = page.text("next");
      next.ifPresent(token -> query.put("page", token));
      more = next.isPresent();
    }
    return Optional.ofNullable(here.peek());
  }

  void drop() {
    here.remove();
  }
}
