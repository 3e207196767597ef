package dev.tidegate.cli.policy;

import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.policyfile.PolicyPositions;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.policytools.Lint;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the lint on a valid policy and returns its findings in the order of the file. A finding
/// that applies to an entitlement in each of its accounts is reported once.
public final class LintRun {
  /// A sample end time; every date in a policy document has the same length, so the size does not
  /// depend on it.
  private static final Instant SOME_END = Instant.parse("2026-01-01T00:00:00Z");

  private LintRun() {}

  /// Returns the findings for a policy file. `directory` holds the people that the lint knows of.
  public static List<LintNote> of(PolicyFile.Sound file, KnownPeople directory) {
    IamPolicyDocuments documents = new IamPolicyDocuments();
    Lint lint =
        new Lint(
            directory,
            new IamActions(),
            permissions -> documents.session(permissions, SOME_END).length());
    PolicyPositions positions = PolicyPositions.of(file.bytes());
    Map<String, LintNote> byPlace = new LinkedHashMap<>();
    for (Lint.Issue issue : lint.of(file.policy())) {
      LintNote note = note(file.name(), issue, positions);
      byPlace.putIfAbsent(note.line() + ":" + note.column() + " " + note.code(), note);
    }
    return byPlace.values().stream()
        .sorted(Comparator.comparingInt(LintNote::line).thenComparingInt(LintNote::column))
        .toList();
  }

  private static LintNote note(String file, Lint.Issue issue, PolicyPositions positions) {
    PolicyPositions.Position at =
        positions.of(issue.section(), issue.name().text(), issue.key(), issue.value());
    return new LintNote(
        file,
        at.line(),
        at.column(),
        LintNote.Level.of(issue.code()),
        issue.code().word(),
        issue.message());
  }
}
