package dev.tidegate.cli;

import dev.tidegate.cli.shell.Surroundings;

/// Where the process starts.
public final class Main {
  private Main() {}

  /// Runs the command in the real surroundings.
  public static void main(String[] args) {
    System.exit(Tidegate.run(Surroundings.real(), args));
  }
}
