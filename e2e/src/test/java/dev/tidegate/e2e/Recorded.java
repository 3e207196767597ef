package dev.tidegate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What the record holds, as the security group reads it.
final class Recorded {
  private Recorded() {}

  /// The events from `from` on that are `wanted`, in the order of time; reads every page.
  static List<JsonNode> since(Stack stack, Instant from, Predicate<JsonNode> wanted) {
    String query =
        "/v1/audit/events?from="
            + from.truncatedTo(ChronoUnit.SECONDS)
            + "&to="
            + Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)
            + "&limit=100";
    List<JsonNode> found = new ArrayList<>();
    String page = "";
    do {
      Reply reply =
          stack.as("carol").get(query + (page.isEmpty() ? "" : "&page=" + page)).expect(200);
      for (JsonNode event : reply.body().at("/items")) {
        if (wanted.test(event)) {
          found.add(event);
        }
      }
      page = reply.text("next");
    } while (!page.isEmpty());
    return found;
  }
}
