package dev.tidegate.adapters.lambda;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Standard output of a function, kept.
public final class Captured {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  /// Returns where to write.
  public PrintStream stream() {
    return stream;
  }

  /// Returns everything that was written.
  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// Returns every line, read as the JSON object that it has to be.
  public List<Map<String, Object>> lines() {
    return text().lines().map(line -> Trees.read(line.getBytes(StandardCharsets.UTF_8))).toList();
  }
}
