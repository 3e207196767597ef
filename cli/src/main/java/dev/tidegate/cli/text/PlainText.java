package dev.tidegate.cli.text;

import java.util.Locale;

/// Makes text that other people wrote safe to print.
public final class PlainText {
  private PlainText() {}

  /// Returns the text with every character escaped that could move the cursor, recolour the
  /// terminal, reorder the line or hide itself: a reason must not be able to make an approver see
  /// another request.
  public static String safe(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              switch (Character.getType(point)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    shown.append(point == '\n' ? "\\n" : point == '\t' ? " " : escaped(point));
                default -> shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  /// Returns the safe text, truncated to a width.
  public static String fit(String text, int width) {
    String safe = safe(text);
    return safe.length() <= width ? safe : safe.substring(0, width - 2) + "..";
  }

  private static String escaped(int point) {
    return String.format(Locale.ROOT, "\\u{%x}", point);
  }

  /// Returns a count with its noun: `1 event`, `2 events`.
  public static String count(long number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
