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

/// What is to say of a sound policy, in the order of its file. What holds for an entitlement in
/// each of its accounts is said once.
public final class LintRun {
  /// Every date of a policy document is as long as this one.
  private static final Instant SOME_END = Instant.parse("2026-01-01T00:00:00Z");

  private LintRun() {}

  /// Looks for what the policy most likely does not mean.
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
