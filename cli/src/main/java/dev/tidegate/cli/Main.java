package dev.tidegate.cli;

import dev.tidegate.cli.shell.CommandEnvironment;

/// Where the process starts.
public final class Main {
  private Main() {}

  /// Runs the command in the real surroundings.
  public static void main(String[] args) {
    System.exit(run(CommandEnvironment.real(), args));
  }

  /// Runs one command and returns what the process ends with.
  public static int run(CommandEnvironment surroundings, String... args) {
    int code = Shortcut.run(surroundings, args).orElseGet(() -> Tidegate.run(surroundings, args));
    surroundings.out().flush();
    surroundings.err().flush();
    return code;
  }
}
