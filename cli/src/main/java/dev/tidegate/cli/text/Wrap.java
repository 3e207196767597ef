package dev.tidegate.cli.text;

import java.util.ArrayList;
import java.util.List;

/// Breaks lines between words, so that they stay readable in 80 columns. A word that is longer than
/// a line, such as an ARN, is never broken: it can be copied whole.
public final class Wrap {
  static final int WIDTH = 80;

  private Wrap() {}

  /// Returns `text` behind `first`, its further lines behind `indent` spaces.
  ///
  /// @param text safe to print; runs of spaces in it become one where it is broken
  public static List<String> behind(String first, int indent, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && length(line) + 1 + length(word) > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(indent));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /// Returns a line as it is when it fits; else broken, its further lines indented by four more
  /// than it is.
  public static List<String> line(String line) {
    int indent = line.length() - line.stripLeading().length();
    return length(line) <= WIDTH
        ? List.of(line)
        : behind(" ".repeat(indent), indent + 4, line.strip());
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
