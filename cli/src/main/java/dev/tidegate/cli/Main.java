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
  public static int run(CommandEnvironment shell, String... args) {
    int code = Shortcut.run(shell, args).orElseGet(() -> Tidegate.run(shell, args));
    shell.out().flush();
    shell.err().flush();
    return code;
  }
}
