package dev.tidegate.local.demo;

import java.io.PrintStream;

/// Prints the demo in plain lines: steps, the commands people type, and their output.
final class Narrator {
  private final PrintStream out;
  private int step;

  Narrator(PrintStream out) {
    this.out = out;
  }

  /// Prints the heading of a new step.
  void step(String text) {
    step++;
    out.println();
    out.println(step + ". " + text);
  }

  /// Prints a command as somebody types it.
  void command(String person, String line) {
    out.println("   " + person + "$ " + line);
  }

  /// Prints the output of a command.
  void output(String text) {
    text.lines().forEach(line -> out.println("     " + line));
  }

  /// Prints an observation.
  void fact(String text) {
    out.println("   " + text);
  }

  /// Prints the progress of a long step; on a terminal, each line replaces the one before.
  void progress(String text) {
    out.println("   ... " + text);
  }
}
