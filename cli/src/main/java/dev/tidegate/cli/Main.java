package dev.tidegate.cli;

import dev.tidegate.cli.shell.CommandEnvironment;

/// The entry point of the `tidegate` process.
public final class Main {
  private Main() {}

  /// Runs the command against the real environment and exits with its code.
  public static void main(String[] args) {
    System.exit(run(CommandEnvironment.real(), args));
  }

  /// Runs one command, by [Shortcut] where it applies and by the parser elsewhere, and returns the
  /// exit code of the process.
  public static int run(CommandEnvironment surroundings, String... args) {
    int code = Shortcut.run(surroundings, args).orElseGet(() -> Tidegate.run(surroundings, args));
    surroundings.out().flush();
    surroundings.err().flush();
    return code;
  }
}
