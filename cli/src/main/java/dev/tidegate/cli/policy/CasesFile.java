package dev.tidegate.cli.policy;

import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.policytools.PolicyTestCase;
import dev.tidegate.policytools.file.PolicyTestFile;
import java.nio.file.Path;
import java.util.List;

/// The result of reading a file of people and policy tests.
public sealed interface CasesFile {
  /// A valid file.
  record Sound(String name, KnownPeople people, List<PolicyTestCase> cases) implements CasesFile {
    public Sound {
      cases = List.copyOf(cases);
    }
  }

  /// A file with errors.
  record Broken(List<LintNote> notes) implements CasesFile {
    public Broken {
      notes = List.copyOf(notes);
    }
  }

  /// Reads and parses a file.
  static CasesFile read(Path file) {
    return switch (PolicyTestFile.parse(PolicyFile.bytes(file))) {
      case PolicyTestFile.Result.Valid(KnownPeople people, List<PolicyTestCase> cases) ->
          new Sound(file.toString(), people, cases);
      case PolicyTestFile.Result.Invalid(List<PolicyParser.Finding> findings) ->
          new Broken(LintNote.of(file.toString(), findings));
    };
  }
}
