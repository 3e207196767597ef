package dev.tidegate.cli.policy;

import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.policytools.PolicyTestCase;
import dev.tidegate.policytools.file.PolicyTestFile;
import java.nio.file.Path;
import java.util.List;

/// A file of people and policy tests that was read.
public sealed interface CasesFile {
  /// People and tests.
  record Sound(String name, KnownPeople people, List<PolicyTestCase> cases) implements CasesFile {
    public Sound {
      cases = List.copyOf(cases);
    }
  }

  /// Not such a file.
  record Broken(List<LintNote> notes) implements CasesFile {
    public Broken {
      notes = List.copyOf(notes);
    }
  }

  /// Reads a file.
  static CasesFile read(Path file) {
    return switch (PolicyTestFile.parse(PolicyFile.bytes(file))) {
      case PolicyTestFile.Result.Valid(KnownPeople people, List<PolicyTestCase> cases) ->
          new Sound(file.toString(), people, cases);
      case PolicyTestFile.Result.Invalid(List<PolicyParser.Finding> findings) ->
          new Broken(LintNote.of(file.toString(), findings));
    };
  }
}
