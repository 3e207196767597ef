package dev.tidegate.cli.policy;

import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.core.policies.PolicyParser.Finding;
import dev.tidegate.policytools.Lint;
import java.util.List;
import java.util.Locale;

/// Something to say about a place in a file, in the form of compilers: editors and CI know what to
/// do with it.
///
/// @param level how much it matters
public record LintNote(
    String file, int line, int column, Level level, String code, String message) {
  /// How much something matters.
  public enum Level {
    /// The file should not be used as it is.
    ERROR,
    /// It is most likely not meant.
    WARNING,
    /// It is to be known, with nothing to change.
    NOTE;

    static Level of(Lint.Code code) {
      return code.error() ? ERROR : code.note() ? NOTE : WARNING;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Says what a parser found.
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

  /// Returns it for scripts.
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

  /// Returns all of them for scripts, with how many there are of each kind.
  public static Json json(List<LintNote> notes) {
    return Json.object()
        .put("findings", new Json.Arr(notes.stream().map(LintNote::json).toList()))
        .put("errors", errors(notes))
        .put("warnings", warnings(notes))
        .put("notes", count(notes, Level.NOTE))
        .build();
  }

  /// Returns how many are errors.
  public static long errors(List<LintNote> notes) {
    return count(notes, Level.ERROR);
  }

  /// Returns how many are warnings.
  public static long warnings(List<LintNote> notes) {
    return count(notes, Level.WARNING);
  }

  private static long count(List<LintNote> notes, Level level) {
    return notes.stream().filter(note -> note.level() == level).count();
  }

  /// Returns, for example, `2 errors, 1 warning, 1 note`; notes when there are any.
  public static String count(List<LintNote> notes) {
    long remarks = count(notes, Level.NOTE);
    return PlainText.count(errors(notes), "error")
        + ", "
        + PlainText.count(warnings(notes), "warning")
        + (remarks == 0 ? "" : ", " + PlainText.count(remarks, "note"));
  }
}
