package dev.tidegate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// The audit trail as the API shows it.
final class Trail {
  private Trail() {}

  static List<String> types(Reply shown) {
    List<String> types = new ArrayList<>();
    for (JsonNode event : shown.body().path("events")) {
      types.add(event.path("type").asText());
    }
    return types;
  }
}
