package dev.tidegate.cli.policy;

import dev.tidegate.cli.text.PlainText;
import dev.tidegate.core.policies.PolicyParser.Finding;
import dev.tidegate.policytools.Lint;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Locale;

/// A finding at a position in a file, written like a compiler message, which editors and CI
/// understand.
///
/// @param level the severity
public record LintNote(
    String file, int line, int column, Level level, String code, String message) {
  /// The severity of a finding.
  public enum Level {
    /// The file must not be used as it is.
    ERROR,
    /// The file is valid, but probably does not mean what its author intended.
    WARNING,
    /// Information; nothing needs to be changed.
    NOTE;

    static Level of(Lint.Code code) {
      return code.error() ? ERROR : code.note() ? NOTE : WARNING;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Converts the findings of the policy parser.
  static List<LintNote> of(String file, List<Finding> findings) {
    return findings.stream()
        .map(
            one ->
                new LintNote(
                    file, one.line(), one.column(), Level.ERROR, one.code(), one.message()))
        .toList();
  }

  /// Returns `file:line:column: error: message [code]`.
  public String text() {
    return PlainText.safe(
        file
            + ":"
            + line
            + ":"
            + column
            + ": "
            + level.word()
            + ": "
            + message
            + " ["
            + code
            + "]");
  }

  /// Returns the finding as JSON.
  public Json json() {
    return Json.object()
        .put("file", file)
        .put("line", line)
        .put("column", column)
        .put("level", level.word())
        .put("code", code)
        .put("message", message)
        .build();
  }

  /// Returns the findings as JSON, with the number of each level.
  public static Json json(List<LintNote> notes) {
    return Json.object()
        .put("findings", new Json.Arr(notes.stream().map(LintNote::json).toList()))
        .put("errors", errors(notes))
        .put("warnings", warnings(notes))
        .put("notes", count(notes, Level.NOTE))
        .build();
  }

  /// Returns the number of errors.
  public static long errors(List<LintNote> notes) {
    return count(notes, Level.ERROR);
  }

  /// Returns the number of warnings.
  public static long warnings(List<LintNote> notes) {
    return count(notes, Level.WARNING);
  }

  private static long count(List<LintNote> notes, Level level) {
    return notes.stream().filter(note -> note.level() == level).count();
  }

  /// Returns the counts, for example `2 errors, 1 warning, 1 note`; notes are left out when there
  /// are none.
  public static String count(List<LintNote> notes) {
    long remarks = count(notes, Level.NOTE);
    return PlainText.count(errors(notes), "error")
        + ", "
        + PlainText.count(warnings(notes), "warning")
        + (remarks == 0 ? "" : ", " + PlainText.count(remarks, "note"));
  }
}
