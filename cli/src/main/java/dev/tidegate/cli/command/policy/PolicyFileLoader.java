package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.policy.CasesFile;
import dev.tidegate.cli.policy.LintNote;
import dev.tidegate.cli.policy.PolicyFile;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.wire.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Loads files for the commands about policies. A broken file is shown with every finding, and the
/// command ends with exit code 10.
record PolicyFileLoader(CommandOutput report) {
  /// Calls `next` with the policy of a sound file and returns its exit code.
  int policy(Path file, ToIntFunction<PolicyFile.Sound> next) {
    return switch (PolicyFile.read(file)) {
      case PolicyFile.Sound sound -> next.applyAsInt(sound);
      case PolicyFile.Broken(List<LintNote> notes) -> broken(notes);
    };
  }

  /// Calls `next` with the people and tests of a sound file and returns its exit code.
  int cases(Path file, ToIntFunction<CasesFile.Sound> next) {
    return switch (CasesFile.read(file)) {
      case CasesFile.Sound sound -> next.applyAsInt(sound);
      case CasesFile.Broken(List<LintNote> notes) -> broken(notes);
    };
  }

  /// Calls `next` with the people of a file, empty when no file is given, and returns its exit
  /// code.
  int people(Optional<Path> file, ToIntFunction<Optional<KnownPeople>> next) {
    return file.map(path -> cases(path, sound -> next.applyAsInt(Optional.of(sound.people()))))
        .orElseGet(() -> next.applyAsInt(Optional.empty()));
  }

  /// Shows a result and returns `code` as the exit code.
  int end(ExitCode code, Json document, List<String> words) {
    report.done(document, words);
    return code.number();
  }

  private int broken(List<LintNote> notes) {
    return end(
        ExitCode.NOT_ACCEPTED, LintNote.json(notes), notes.stream().map(LintNote::text).toList());
  }
}
