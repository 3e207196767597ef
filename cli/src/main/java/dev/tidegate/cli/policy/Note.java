package dev.tidegate.cli.policy;

import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.text.Plain;
import dev.tidegate.core.broker.PolicyParser.Finding;
import java.util.List;

/// Something to say about a place in a file, in the form of compilers: editors and CI know what to
/// do with it.
///
/// @param error whether the file should not be used as it is
public record Note(String file, int line, int column, boolean error, String code, String message) {
  /// Says what a parser found.
  static List<Note> of(String file, List<Finding> findings) {
    return findings.stream()
        .map(one -> new Note(file, one.line(), one.column(), true, one.code(), one.message()))
        .toList();
  }

  /// Returns `file:line:column: error: message [code]`.
  public String text() {
    return Plain.safe(
        file
            + ":"
            + line
            + ":"
            + column
            + ": "
            + (error ? "error: " : "warning: ")
            + message
            + " ["
            + code
            + "]");
  }

  /// Returns it for scripts.
  public Json json() {
    return Json.object()
        .put("file", file)
        .put("line", line)
        .put("column", column)
        .put("level", error ? "error" : "warning")
        .put("code", code)
        .put("message", message)
        .build();
  }

  /// Returns all of them for scripts, with how many there are of each kind.
  public static Json json(List<Note> notes) {
    return Json.object()
        .put("findings", new Json.Arr(notes.stream().map(Note::json).toList()))
        .put("errors", errors(notes))
        .put("warnings", notes.size() - errors(notes))
        .build();
  }

  /// Returns how many are errors.
  public static long errors(List<Note> notes) {
    return notes.stream().filter(Note::error).count();
  }

  /// Returns, for example, `2 errors, 1 warning`.
  public static String count(List<Note> notes) {
    return Plain.count(errors(notes), "error")
        + ", "
        + Plain.count(notes.size() - errors(notes), "warning");
  }
}
