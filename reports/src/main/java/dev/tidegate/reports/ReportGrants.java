package dev.tidegate.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the table of grants of the report's page.
final class ReportGrants {
  /// The limit on rows. A longer table is for programs; the JSON report has all rows.
  private static final int MOST_ROWS = 300;

  /// The limit on the length of a reason.
  private static final int MOST_CHARACTERS = 160;

  private ReportGrants() {}

  /// Returns the table as HTML.
  static String html(List<GrantRow> rows) {
    if (rows.isEmpty()) {
      return "<p>There were no grants.</p>\n";
    }
    String some =
        rows.size() > MOST_ROWS
            ? "<p>The first " + MOST_ROWS + " of " + rows.size() + ": the figures have all.</p>\n"
            : "";
    return some
        + "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Grants\">"
        + HtmlWriter.table(
            "Break-glass and what is owed a review first, then by their start",
            8,
            List.of(
                "Who",
                "What",
                "Why",
                "Given by",
                "From",
                "How it ended",
                "Used",
                "Review after",
                "Length"),
            rows.stream().limit(MOST_ROWS).map(ReportGrants::cells).toList())
        + "</div>";
  }

  private static List<String> cells(GrantRow row) {
    return List.of(
        row.who().shown().isEmpty() ? "(before this time)" : row.who().shown(),
        what(row),
        why(row),
        givenBy(row),
        row.startsAt().map(Instant::toString).orElse("(before this time)"),
        shortened(row.ending()),
        row.used().word()
            + row.calls().map(calls -> ", " + calls + " calls").orElse("")
            + (row.sessions() == 0 ? "" : ", " + row.sessions() + " sessions"),
        row.review() == GrantRow.Review.NONE ? "-" : row.review().word(),
        row.seconds().map(HtmlWriter::span).orElse("-"));
  }

  private static String what(GrantRow row) {
    String parameters =
        row.parameters().entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
    return shortened(
        row.entitlement()
            + (row.account().isEmpty() ? "" : " in " + row.account())
            + (row.kind().equals("temporary-policy") ? ", temporary policy" : "")
            + (parameters.isEmpty() ? "" : ": " + parameters));
  }

  private static String why(GrantRow row) {
    List<String> parts = new ArrayList<>();
    for (String part : List.of(row.use(), row.ticket(), row.reason())) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return shortened(String.join("; ", parts));
  }

  private static String givenBy(GrantRow row) {
    return row.way() == GrantRow.Basis.APPROVED && !row.approvedBy().isEmpty()
        ? shortened(
            row.approvedBy().stream().map(GrantRow.Who::shown).collect(Collectors.joining(", ")))
        : row.way().word();
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
  }
}
