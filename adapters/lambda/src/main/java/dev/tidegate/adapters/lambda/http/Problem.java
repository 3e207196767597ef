package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.api.ProblemDocument;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An error answer as `application/problem+json` [RFC 9457].
///
/// @param detail one or two sentences for the caller
/// @param errors the parts of the input that are wrong: fields of the body, headers, or parameters
///   of path or query
/// @param more further members, such as `decision` or `requestId`
public record Problem(
    ProblemCode code, String detail, List<FieldError> errors, Map<String, Json> more) {
  public Problem {
    errors = List.copyOf(errors);
    more = Map.copyOf(more);
  }

  /// Creates a problem with parts of the input, or with none.
  public static Problem of(ProblemCode code, String detail, FieldError... errors) {
    return new Problem(code, detail, List.of(errors), Map.of());
  }

  /// Creates the problem `not-found`, in the same words whether it does not exist or the caller may
  /// not see it.
  public static Problem notFound(String field, String what) {
    return of(
        ProblemCode.NOT_FOUND,
        "There is no such " + what + ", or it is not for you to see.",
        new FieldError(
            field,
            "the id of a " + what + " that you may see",
            "look it up in the list of requests"));
  }

  /// Returns this problem with one more member.
  public Problem with(String member, Json value) {
    Map<String, Json> all = new LinkedHashMap<>(more);
    all.put(member, value);
    return new Problem(code, detail, errors, all);
  }

  /// Returns the problem as an answer.
  public Reply reply() {
    ProblemDocument document =
        new ProblemDocument(
            new ProblemDocument.Known(code),
            code.status(),
            code.title(),
            Optional.of(detail),
            errors.stream()
                .map(
                    error ->
                        new ProblemDocument.Finding(error.field(), error.expected(), error.fix()))
                .toList(),
            more);
    return new Reply(
        code.status(),
        Map.of("Content-Type", "application/problem+json"),
        JsonWriter.compact(document.json()),
        Optional.of(code));
  }
}
