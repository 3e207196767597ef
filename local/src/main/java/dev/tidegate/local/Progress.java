package dev.tidegate.local;

import java.io.PrintStream;

/// Takes one plain line for each step that takes a while. Called from any thread.
@FunctionalInterface
public interface Progress {
  void line(String text);

  /// Prints to a stream, a line at a time.
  static Progress to(PrintStream stream) {
    return text -> {
      synchronized (stream) {
        stream.println(text);
        stream.flush();
      }
    };
  }

  /// Says nothing.
  static Progress quiet() {
    return text -> {};
  }
}
