package dev.tidegate.local;

import java.io.PrintStream;

/// Receives one plain line for each slow step. May be called from any thread.
@FunctionalInterface
public interface Progress {
  void line(String text);

  /// Prints each line to a stream.
  static Progress to(PrintStream stream) {
    return text -> {
      synchronized (stream) {
        stream.println(text);
        stream.flush();
      }
    };
  }

  /// Ignores every line.
  static Progress quiet() {
    return text -> {};
  }
}
