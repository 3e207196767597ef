package dev.tidegate.cli;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.grant.CredentialOutput;
import dev.tidegate.cli.shell.CommandEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Runs the two commands that other programs call all day without loading the command line parser.
///
/// The JVM cannot keep the parser's old class files in its start-up cache, and loading them costs
/// more than everything else together (docs/designs/0004-command-line.md). Anything that is not
/// exactly one of these forms goes to the parser:
///
/// ```
/// credentials GRANT [--config-profile NAME]
/// exec GRANT -- COMMAND...
/// ```
final class Shortcut {
  private Shortcut() {}

  /// Returns the exit code, or empty when the arguments are in none of these forms.
  static Optional<Integer> run(CommandEnvironment shell, String... args) {
    List<String> words = List.of(args);
    if (words.size() < 2 || option(words.get(1))) {
      return Optional.empty();
    }
    String grant = words.get(1);
    if (words.equals(List.of("credentials", grant))) {
      return Optional.of(safely(shell, Optional.empty(), handout -> handout.credentials(grant)));
    }
    boolean named =
        words.size() == 4 && words.get(2).equals("--config-profile") && !option(words.get(3));
    if (words.getFirst().equals("credentials") && named) {
      return Optional.of(
          safely(shell, Optional.of(words.get(3)), handout -> handout.credentials(grant)));
    }
    if (words.getFirst().equals("exec") && words.size() > 3 && words.get(2).equals("--")) {
      return Optional.of(
          safely(shell, Optional.empty(), handout -> handout.environment(grant, Optional.empty())));
    }
    return Optional.empty();
  }

  /// Returns whether the parser would read `word` as an option or as syntax of its own.
  private static boolean option(String word) {
    return word.isEmpty() || !Character.isLetterOrDigit(word.charAt(0));
  }

  private static int safely(
      CommandEnvironment shell,
      Optional<String> profile,
      Function<CredentialOutput, Integer> action) {
    try {
      return action.apply(CredentialOutput.of(shell, profile));
    } catch (RuntimeException problem) {
      return new CommandOutput(shell, false).failed(problem);
    }
  }
}
