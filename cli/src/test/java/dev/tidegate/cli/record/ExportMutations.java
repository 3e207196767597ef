package dev.tidegate.cli.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Makes variants of an export: by bytes, by lines, by values in a line, and of two exports.
public final class ExportMutations {
  private static final byte[] BYTES = {
    0, '\n', '\r', ' ', '"', '\\', '{', '}', '?', (byte) 0xed, -1
  };

  private final List<String> original = lines(ExportFile.record());
  private final List<String> other = lines(ExportFile.other());
  private final Random random;
  private final JsonMutations json;

  /// Changes at random, as `random` has it.
  public ExportMutations(Random random) {
    this.random = random;
    this.json = new JsonMutations(random);
  }

  /// Returns the next variant: one to four changes of the original.
  public byte[] next() {
    List<String> lines = new ArrayList<>(original);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && !lines.isEmpty(); i++) {
      change(lines);
    }
    byte[] file =
        (String.join("\n", lines) + (random.nextInt(50) == 0 ? "" : "\n"))
            .getBytes(StandardCharsets.UTF_8);
    return random.nextInt(4) == 0 ? bytes(file) : file;
  }

  private void change(List<String> lines) {
    int at = random.nextInt(lines.size());
    int to = random.nextInt(lines.size());
    switch (random.nextInt(16)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(to, lines.get(at));
      case 2 -> Collections.swap(lines, at, to);
      case 3 -> lines.add(to == lines.size() - 1 ? to : to + 1, lines.remove(at));
      case 4 -> lines.subList(at, lines.size()).clear();
      case 5 -> lines.subList(Math.min(at, to), Math.max(at, to)).clear();
      case 6 -> splice(lines, at);
      case 7 -> lines.add(at, foreign());
      case 8 -> counts(lines);
      case 9 -> checkpoints(lines);
      default -> lines.set(at, json.change(lines.get(at)));
    }
  }

  /// The beginning of one export, and the end of another.
  private void splice(List<String> lines, int at) {
    List<String> from = random.nextBoolean() ? other : original;
    lines.subList(at, lines.size()).clear();
    lines.addAll(from.subList(random.nextInt(from.size()), from.size()));
  }

  private String foreign() {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "{}";
      case 2 -> "null";
      case 3 -> "{\"end\":{\"events\":0,\"checkpoints\":0}}";
      case 4 -> "\"" + "x".repeat(random.nextInt(100_000)) + "\"";
      default -> other.get(random.nextInt(other.size()));
    };
  }

  /// Has the last line count what is there: whoever edits a file does that first.
  private static void counts(List<String> lines) {
    long checkpoints = lines.stream().filter(line -> line.startsWith("{\"checkpoint\"")).count();
    long events = lines.stream().filter(line -> line.startsWith("{\"event\"")).count();
    lines.set(
        lines.size() - 1,
        "{\"end\":{\"events\":" + events + ",\"checkpoints\":" + checkpoints + "}}");
  }

  /// Takes out the last checkpoint, or all of them.
  private void checkpoints(List<String> lines) {
    boolean all = random.nextBoolean();
    for (int i = lines.size() - 1; i > 0; i--) {
      if (lines.get(i).startsWith("{\"checkpoint\"")) {
        lines.remove(i);
        if (!all) {
          return;
        }
      }
    }
  }

  private byte[] bytes(byte[] file) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream(file.length + 1);
    int at = random.nextInt(Math.max(1, file.length));
    byte fresh =
        random.nextBoolean() ? BYTES[random.nextInt(BYTES.length)] : (byte) random.nextInt();
    changed.write(file, 0, Math.min(at, file.length));
    int kind = random.nextInt(4);
    if (kind == 3) {
      return changed.toByteArray();
    }
    if (kind != 0) {
      changed.write(fresh);
    }
    int rest = Math.min(file.length, kind == 1 ? at : at + 1);
    changed.write(file, rest, file.length - rest);
    return changed.toByteArray();
  }

  static List<String> lines(String text) {
    return text.lines().toList();
  }
}
