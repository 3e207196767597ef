package dev.tidegate.wire.api;

import dev.tidegate.wire.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An error of the API as `application/problem+json` [RFC 9457]: a stable code, sentences for
/// people, and what to change. Functions write it, the command line reads it.
///
/// @param status the HTTP status
/// @param detail one or two sentences for the caller
/// @param errors the parts of the input that are wrong: fields of the body, headers, or parameters
///   of path or query
/// @param more further members, such as `requestId`, and `decision` when the policy refused
public record ProblemDocument(
    Code code,
    int status,
    String title,
    Optional<String> detail,
    List<Finding> errors,
    Map<String, Json> more) {
  private static final String TYPE = "urn:tidegate:problem:";
  private static final String DECISION = "decision";

  public ProblemDocument {
    errors = List.copyOf(errors);
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /// The code of a problem, which may come from a server that is newer than its reader.
  public sealed interface Code {
    /// Returns the code as written.
    String word();

    /// Returns the code; empty when it is unknown to this version.
    Optional<ProblemCode> known();

    /// Returns the code of a name, known or not.
    static Code of(String word) {
      return ProblemCode.of(word).<Code>map(Known::new).orElseGet(() -> new Unknown(word));
    }
  }

  /// A code that this version knows.
  public record Known(ProblemCode code) implements Code {
    @Override
    public String word() {
      return code.word();
    }

    @Override
    public Optional<ProblemCode> known() {
      return Optional.of(code);
    }
  }

  /// The code of a newer server; the status tells its kind.
  public record Unknown(String word) implements Code {
    @Override
    public Optional<ProblemCode> known() {
      return Optional.empty();
    }
  }

  /// One wrong part of the input, what was expected, and what to do.
  public record Finding(String field, Optional<String> expected, Optional<String> fix) {
    /// Creates a complete finding, as functions write it.
    public Finding(String field, String expected, String fix) {
      this(field, Optional.of(expected), Optional.of(fix));
    }

    private Json json() {
      return Json.object().put("field", field).put("expected", expected).put("fix", fix).build();
    }

    private static Finding read(Json json) {
      return new Finding(json.text("field").orElse("?"), json.text("expected"), json.text("fix"));
    }
  }

  /// Returns the decision of the policy, if the policy refused.
  public Optional<Json> decision() {
    return Optional.ofNullable(more.get(DECISION));
  }

  /// Returns the document as JSON.
  public Json json() {
    Json.Builder json =
        Json.object()
            .put("type", TYPE + code.word())
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("code", code.word());
    if (!errors.isEmpty()) {
      json.array("errors", errors.stream().map(Finding::json).toList());
    }
    more.forEach(json::put);
    return json.build();
  }

  /// Reads a document, and of its further members only the decision; empty when it has no code.
  ///
  /// @param status the HTTP status of the answer
  public static Optional<ProblemDocument> read(Json json, int status) {
    Map<String, Json> more = new LinkedHashMap<>();
    json.at(DECISION).ifPresent(decision -> more.put(DECISION, decision));
    return json.text("code")
        .map(
            code ->
                new ProblemDocument(
                    Code.of(code),
                    status,
                    json.text("title").orElse("The server said no (status " + status + ")."),
                    json.text("detail"),
                    json.list("errors").stream().map(Finding::read).toList(),
                    more));
  }
}
