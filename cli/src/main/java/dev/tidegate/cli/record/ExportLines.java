package dev.tidegate.cli.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the lines of an export one at a time, with at most one line of [#LONGEST] bytes in memory,
/// however long the file. A line ends with a line feed, or at the end of the file.
final class ExportLines {
  /// The longest line, in bytes. An event or a checkpoint comes from an item of at most 400 KB
  /// [AWS: DynamoDB DG, "Quotas"], and each byte becomes at most six in JSON.
  static final int LONGEST = 4 * 1024 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int next;
  private int filled;

  ExportLines(InputStream in) {
    this.in = in;
  }

  /// One line.
  sealed interface Line {
    /// Text, without its line feed.
    record Text(String text) implements Line {}

    /// More than [#LONGEST] bytes; what follows them was not read.
    record TooLong() implements Line {}

    /// Bytes that are not UTF-8.
    record NotText() implements Line {}
  }

  /// Returns the next line; empty at the end, and after a line that is too long.
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    boolean any = false;
    while (true) {
      if (next == filled && !fill()) {
        return any ? Optional.of(decoded(line.toByteArray())) : Optional.empty();
      }
      any = true;
      int end = next;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      if (line.size() + end - next > LONGEST) {
        filled = 0;
        next = 0;
        return Optional.of(new Line.TooLong());
      }
      line.write(buffer, next, end - next);
      boolean ended = end < filled;
      next = ended ? end + 1 : end;
      if (ended) {
        return Optional.of(decoded(line.toByteArray()));
      }
    }
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  private static Line decoded(byte[] bytes) {
    try {
      return new Line.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return new Line.NotText();
    }
  }
}
