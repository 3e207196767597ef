package dev.tidegate.cli.policy;

import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.policytools.Directory;
import dev.tidegate.policytools.PolicyCase;
import dev.tidegate.policytools.file.YamlPolicyCases;
import java.nio.file.Path;
import java.util.List;

/// A file of people and policy tests that was read.
public sealed interface CasesFile {
  /// People and tests.
  record Sound(String name, Directory people, List<PolicyCase> cases) implements CasesFile {
    public Sound {
      cases = List.copyOf(cases);
    }
  }

  /// Not such a file.
  record Broken(List<Note> notes) implements CasesFile {
    public Broken {
      notes = List.copyOf(notes);
    }
  }

  /// Reads a file.
  static CasesFile read(Path file) {
    return switch (YamlPolicyCases.parse(PolicyFile.bytes(file))) {
      case YamlPolicyCases.Result.Valid(Directory people, List<PolicyCase> cases) ->
          new Sound(file.toString(), people, cases);
      case YamlPolicyCases.Result.Invalid(List<PolicyParser.Finding> findings) ->
          new Broken(Note.of(file.toString(), findings));
    };
  }
}
