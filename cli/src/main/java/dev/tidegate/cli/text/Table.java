package dev.tidegate.cli.text;

import java.util.ArrayList;
import java.util.List;

/// A plain-text table: columns as wide as their longest cell, two spaces apart, without borders.
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /// Creates a table with these headings.
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /// Adds a row with as many cells as there are headings.
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /// Returns whether the table has no rows.
  public boolean empty() {
    return rows.size() == 1;
  }

  /// Returns the lines, headings first.
  public List<String> lines() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        line.append(pad(row.get(column), column == columns - 1 ? 0 : widths[column] + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /// Returns the text, padded with spaces to a width.
  public static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
