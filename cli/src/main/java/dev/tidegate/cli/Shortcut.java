package dev.tidegate.cli;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.grant.CredentialOutput;
import dev.tidegate.cli.shell.CommandEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The two commands that other programs run all day, in the forms in which they run them, without
/// the command line parser.
///
/// The parser's classes are too old for the JVM to keep in its start-up cache, and cost more than
/// everything else together (docs/designs/0004-command-line.md). Whatever is not exactly one of
/// these forms goes to the parser:
///
/// ```
/// credentials GRANT [--config-profile NAME]
/// exec GRANT -- COMMAND...
/// ```
final class Shortcut {
  private Shortcut() {}

  /// The exit code; empty when this is not one of the forms.
  static Optional<Integer> run(CommandEnvironment surroundings, String... args) {
    List<String> words = List.of(args);
    if (words.size() < 2 || option(words.get(1))) {
      return Optional.empty();
    }
    String grant = words.get(1);
    if (words.equals(List.of("credentials", grant))) {
      return Optional.of(
          safely(surroundings, Optional.empty(), handout -> handout.credentials(grant)));
    }
    boolean named =
        words.size() == 4 && words.get(2).equals("--config-profile") && !option(words.get(3));
    if (words.getFirst().equals("credentials") && named) {
      return Optional.of(
          safely(surroundings, Optional.of(words.get(3)), handout -> handout.credentials(grant)));
    }
    if (words.getFirst().equals("exec") && words.size() > 3 && words.get(2).equals("--")) {
      return Optional.of(
          safely(
              surroundings,
              Optional.empty(),
              handout -> handout.environment(grant, Optional.empty())));
    }
    return Optional.empty();
  }

  /// What the parser would take for an option, or for something of its own.
  private static boolean option(String word) {
    return word.isEmpty() || !Character.isLetterOrDigit(word.charAt(0));
  }

  private static int safely(
      CommandEnvironment surroundings,
      Optional<String> profile,
      Function<CredentialOutput, Integer> action) {
    try {
      return action.apply(CredentialOutput.of(surroundings, profile));
    } catch (RuntimeException problem) {
      return new CommandOutput(surroundings, false).failed(problem);
    }
  }
}
