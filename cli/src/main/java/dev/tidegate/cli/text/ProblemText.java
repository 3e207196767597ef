package dev.tidegate.cli.text;

import dev.tidegate.cli.api.Problem;
import java.util.ArrayList;
import java.util.List;

/// The API's "no" in lines: what, why, what to do.
public final class ProblemText {
  private static final String NAMES_FIELDS = "Not as expected: ";

  private ProblemText() {}

  /// Never empty.
  public static List<String> lines(Problem problem) {
    return lines(problem, Typed.USUAL);
  }

  /// Never empty.
  ///
  /// @param typed what the command calls the fields of the API
  public static List<String> lines(Problem problem, Typed typed) {
    List<String> lines = new ArrayList<>();
    lines.add("tidegate: " + Plain.safe(problem.title()));
    if (problem.decision().isEmpty()) {
      problem
          .detail()
          .filter(detail -> !detail.equals(problem.title()))
          // Each field has a line of its own below.
          .filter(detail -> problem.errors().isEmpty() || !detail.startsWith(NAMES_FIELDS))
          .ifPresent(detail -> lines.add("  " + Plain.safe(detail)));
    }
    // A decision says the same as the detail, a line for each condition.
    problem
        .decision()
        .ifPresent(
            decision -> {
              lines.addAll(DecisionText.reasons(decision, typed));
              lines.addAll(DecisionText.approvals(decision));
            });
    for (Problem.Finding finding : problem.errors()) {
      lines.add(
          "  "
              + Plain.safe(typed.name(finding.field()))
              + finding
                  .expected()
                  .map(expected -> ": expected " + Plain.safe(expected))
                  .orElse(""));
      finding.fix().ifPresent(fix -> lines.add("    " + Plain.safe(typed.step(fix))));
    }
    return lines.stream().flatMap(line -> Wrap.line(line).stream()).toList();
  }
}
