package dev.tidegate.local.demo;

import java.io.PrintStream;

/// Prints the story in plain lines: steps, the commands people type, and what came of them.
final class Narrator {
  private final PrintStream out;
  private int step;

  Narrator(PrintStream out) {
    this.out = out;
  }

  /// A new step of the story.
  void step(String text) {
    step++;
    out.println();
    out.println(step + ". " + text);
  }

  /// What somebody types.
  void command(String person, String line) {
    out.println("   " + person + "$ " + line);
  }

  /// What a command printed.
  void output(String text) {
    text.lines().forEach(line -> out.println("     " + line));
  }

  /// What was seen.
  void fact(String text) {
    out.println("   " + text);
  }

  /// How a long step is getting on; each replaces the last on a terminal.
  void progress(String text) {
    out.println("   ... " + text);
  }
}
