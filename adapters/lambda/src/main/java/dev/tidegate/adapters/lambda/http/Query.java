package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.wire.api.ProblemCode;
import java.util.List;
import java.util.Map;

/// Checks query parameters.
public final class Query {
  private Query() {}

  /// Accepts a query that has no other parameters than these.
  public static Parsed<Map<String, String>> only(Call call, String... names) {
    List<String> known = List.of(names);
    List<FieldError> unknown =
        call.query().keySet().stream()
            .filter(name -> !known.contains(name))
            .sorted()
            .map(
                name ->
                    new FieldError(
                        name,
                        known.isEmpty()
                            ? "no parameters in the query"
                            : "one of " + String.join(", ", known),
                        "leave it out"))
            .toList();
    return unknown.isEmpty()
        ? new Parsed.Ok<>(call.query())
        : new Parsed.Bad<>(
            new Problem(
                ProblemCode.UNKNOWN_FIELD,
                "The query has parameters that do not exist.",
                unknown,
                Map.of()));
  }
}
