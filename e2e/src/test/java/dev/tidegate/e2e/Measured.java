package dev.tidegate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Keeps what a run measured, for `benchmarks/`: nothing here passes or fails by it.
final class Measured {
  private Measured() {}

  /// Notes how many there were, the least, the median, the 99th of a hundred and the most.
  static void quantiles(String what, List<Duration> lengths) {
    List<Duration> sorted = lengths.stream().sorted().toList();
    int last = sorted.size() - 1;
    note(what + ", " + sorted.size() + ", least", sorted.getFirst());
    note(what + ", " + sorted.size() + ", p50", sorted.get(last / 2));
    note(
        what + ", " + sorted.size() + ", p99",
        sorted.get(Math.min(last, (int) Math.ceil(sorted.size() * 0.99) - 1)));
    note(what + ", " + sorted.size() + ", most", sorted.getLast());
  }

  static void note(String what, Duration length) {
    String line = String.format(Locale.ROOT, "%s\t%.3f%n", what, length.toMillis() / 1000.0);
    System.out.print("measured: " + line);
    try {
      Path folder = Path.of("target");
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("measured.tsv"),
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
