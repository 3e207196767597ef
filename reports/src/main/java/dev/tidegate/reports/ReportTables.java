package dev.tidegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes the tables of figures of the report's page.
final class ReportTables {
  /// The limit on rows. A longer table is for programs; the JSON report has all rows.
  private static final int MOST_ROWS = 200;

  private ReportTables() {}

  /// Returns the tables of these rows as HTML.
  static String html(List<AccessReport.Row> rows) {
    List<List<String>> how = new ArrayList<>();
    List<List<String>> what = new ArrayList<>();
    Map<String, Long> rules = new TreeMap<>();
    List<AccessReport.Row> most = most(rows);
    for (AccessReport.Row row : most) {
      how.add(
          List.of(
              row.entitlement(),
              row.team(),
              n(row.submitted()),
              n(row.refused()),
              n(row.denied()),
              n(row.unanswered()),
              n(row.grants()),
              row.automaticPercent() + " %",
              row.breakGlassPercent() + " %"));
      what.add(
          List.of(
              row.entitlement(),
              row.team(),
              n(row.sessions()),
              n(row.unused()),
              n(row.outside()),
              n(row.revoked()),
              HtmlWriter.span(row.seconds().median()),
              HtmlWriter.span(row.seconds().max()),
              row.approvals().count() == 0 ? "-" : HtmlWriter.span(row.approvals().median())));
    }
    rows.forEach(row -> row.rules().forEach((rule, count) -> rules.merge(rule, count, Long::sum)));
    String some =
        most.size() < rows.size()
            ? "<p>The " + MOST_ROWS + " of " + rows.size() + " with the most requests.</p>\n"
            : "";
    return some
        + "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Figures\">"
        + HtmlWriter.table(
            "Asked for and given",
            2,
            List.of(
                "Entitlement",
                "Team",
                "Requests",
                "Refused",
                "Denied",
                "No answer",
                "Grants",
                "Without approval",
                "Break-glass"),
            how)
        + HtmlWriter.table(
            "Used",
            2,
            List.of(
                "Entitlement",
                "Team",
                "Sessions",
                "Never used",
                "Outside hours",
                "Revoked",
                "Length, median",
                "Longest",
                "To approval, median"),
            what)
        + HtmlWriter.table(
            "By which rule",
            1,
            List.of("Rule", "Requests"),
            rules.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_ROWS)
                .map(entry -> List.of(entry.getKey(), n(entry.getValue())))
                .toList())
        + "</div>";
  }

  private static List<AccessReport.Row> most(List<AccessReport.Row> rows) {
    if (rows.size() <= MOST_ROWS) {
      return rows;
    }
    return rows.stream()
        .sorted((a, b) -> Long.compare(b.submitted(), a.submitted()))
        .limit(MOST_ROWS)
        .toList();
  }

  private static String n(long number) {
    return Long.toString(number);
  }
}
