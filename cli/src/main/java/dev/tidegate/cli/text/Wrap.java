package dev.tidegate.cli.text;

import java.util.ArrayList;
import java.util.List;

/// Breaks lines between words at 80 columns. A word longer than a line, such as an ARN, is kept
/// whole so that it can be copied.
public final class Wrap {
  static final int WIDTH = 80;

  private Wrap() {}

  /// Returns `text` after `first`, with its continuation lines indented by `indent` spaces.
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

  /// Returns the line unchanged when it fits, otherwise broken, with its continuation lines
  /// indented by four more spaces.
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
