package dev.tidegate.cli.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a failing file smaller while it fails: takes out lines, then bytes, in halves, quarters
/// and so on down to one at a time, until nothing more can go (delta debugging).
final class Minimiser {
  private final Predicate<byte[]> fails;

  Minimiser(Predicate<byte[]> fails) {
    this.fails = fails;
  }

  /// Returns a file that fails and of which no single line and no single byte can be left out.
  byte[] smallest(byte[] file) {
    List<byte[]> lines = new ArrayList<>();
    for (String line : new String(file, StandardCharsets.ISO_8859_1).split("(?<=\n)")) {
      lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] fewest = joined(reduced(lines));
    List<byte[]> bytes = new ArrayList<>();
    for (byte one : fewest) {
      bytes.add(new byte[] {one});
    }
    return joined(reduced(bytes));
  }

  private List<byte[]> reduced(List<byte[]> parts) {
    List<byte[]> now = parts;
    int chunk = Math.max(1, now.size() / 2);
    while (true) {
      boolean smaller = false;
      for (int from = 0; from < now.size(); ) {
        List<byte[]> without = new ArrayList<>(now.subList(0, from));
        without.addAll(now.subList(Math.min(now.size(), from + chunk), now.size()));
        if (fails.test(joined(without))) {
          now = without;
          smaller = true;
        } else {
          from += chunk;
        }
      }
      if (chunk == 1 && !smaller) {
        return now;
      }
      chunk = Math.max(1, chunk / 2);
    }
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
