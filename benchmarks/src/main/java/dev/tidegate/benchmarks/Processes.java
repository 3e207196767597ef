package dev.tidegate.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs commands as fresh processes and takes their wall-clock time.
final class Processes {
  static final int RUNS = 10;

  private Processes() {}

  /// A command with its environment.
  record Command(List<String> line, Map<String, String> environment) {}

  /// Runs two commands in turn, A B A B, after one run of each that does not count.
  static Pair pair(Command one, Command other) {
    double[] a = new double[RUNS];
    double[] b = new double[RUNS];
    time(one);
    time(other);
    for (int i = 0; i < RUNS; i++) {
      a[i] = time(one);
      b[i] = time(other);
    }
    return new Pair(new Sample(a), new Sample(b));
  }

  /// Runs a command whose time does not count.
  static void once(Command command) {
    time(command);
  }

  /// What the two took.
  record Pair(Sample one, Sample other) {
    double ratio() {
      return one.median() / other.median();
    }
  }

  /// Runs a command to its end and returns the milliseconds that took.
  static double time(Command command) {
    ProcessBuilder builder =
        new ProcessBuilder(command.line())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.PIPE);
    builder.environment().putAll(command.environment());
    long began = System.nanoTime();
    try {
      Process process = builder.start();
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      double millis = (System.nanoTime() - began) / 1e6;
      if (exit != 0) {
        throw new IllegalStateException(command.line() + " ended with " + exit + ": " + errors);
      }
      return millis;
    } catch (IOException e) {
      throw new IllegalStateException("cannot run " + command.line(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
