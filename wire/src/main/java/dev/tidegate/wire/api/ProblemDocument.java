package dev.tidegate.wire.api;

import dev.tidegate.wire.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An error of the API as `application/problem+json` [RFC 9457]: a stable code, words for people,
/// and what to change. Functions write it, the command line reads it.
///
/// @param status the HTTP status
/// @param detail one or two sentences for whoever called
/// @param errors which part of the input: a field of the body, a header, or a parameter of path or
///   query
/// @param more further members: `decision` when the policy said no, `requestId`
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

    /// Returns the code; nothing when it is not known here.
    Optional<ProblemCode> known();

    /// Returns what a word stands for.
    static Code of(String word) {
      return ProblemCode.of(word).<Code>map(Known::new).orElseGet(() -> new Unknown(word));
    }
  }

  /// A code that is known here.
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

  /// The word of a newer server; the status says what kind of answer it is.
  public record Unknown(String word) implements Code {
    @Override
    public Optional<ProblemCode> known() {
      return Optional.empty();
    }
  }

  /// One part of the input, what was expected in it, and what to do.
  public record Finding(String field, Optional<String> expected, Optional<String> fix) {
    /// A finding that says everything, as functions write it.
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

  /// Returns the decision of the policy, when it was the policy that said no.
  public Optional<Json> decision() {
    return Optional.ofNullable(more.get(DECISION));
  }

  /// Writes the document.
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

  /// Reads a document, and of its further members the decision; nothing when it has no code.
  ///
  /// @param status the status that it came with
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
