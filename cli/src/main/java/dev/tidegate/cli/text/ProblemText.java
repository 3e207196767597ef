package dev.tidegate.cli.text;

import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.wire.api.ProblemDocument;
import java.util.ArrayList;
import java.util.List;

/// Formats a problem that the API answered with as lines: what happened, why, and what to do.
public final class ProblemText {
  private static final String NAMES_FIELDS = "Not as expected: ";

  private ProblemText() {}

  /// Returns at least one line.
  public static List<String> lines(ServerProblem problem) {
    return lines(problem, FieldNames.USUAL);
  }

  /// Returns at least one line.
  ///
  /// @param typed the command's names for the fields of the API
  public static List<String> lines(ServerProblem problem, FieldNames typed) {
    List<String> lines = new ArrayList<>();
    lines.add("tidegate: " + PlainText.safe(problem.title()));
    if (problem.decision().isEmpty()) {
      problem
          .detail()
          .filter(detail -> !detail.equals(problem.title()))
          // Each field gets a line of its own below.
          .filter(detail -> problem.errors().isEmpty() || !detail.startsWith(NAMES_FIELDS))
          .ifPresent(detail -> lines.add("  " + PlainText.safe(detail)));
    }
    // A decision repeats the detail, with a line for each condition.
    problem
        .decision()
        .ifPresent(
            decision -> {
              lines.addAll(DecisionText.reasons(decision, typed));
              lines.addAll(DecisionText.approvals(decision));
            });
    for (ProblemDocument.Finding finding : problem.errors()) {
      lines.add(
          "  "
              + PlainText.safe(typed.name(finding.field()))
              + finding
                  .expected()
                  .map(expected -> ": expected " + PlainText.safe(expected))
                  .orElse(""));
      finding.fix().ifPresent(fix -> lines.add("    " + PlainText.safe(typed.step(fix))));
    }
    return lines.stream().flatMap(line -> Wrap.line(line).stream()).toList();
  }
}
