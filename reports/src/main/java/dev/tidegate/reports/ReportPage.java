package dev.tidegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// Writes a report as one self-contained HTML page, without scripts and without fonts or images
/// from elsewhere.
public final class ReportPage {
  /// The limit on bars; a chart with more is harder to read.
  private static final int MOST_BARS = 20;

  private static final long TEN_HOURS = 36_000;

  /// The limit on items of a list; the JSON report has all of them.
  private static final int MOST_ITEMS = 50;

  private final AccessReport report;
  private final List<AccessReport.Row> rows;

  private ReportPage(AccessReport report) {
    this.report = report;
    this.rows = report.rows();
  }

  /// Returns the page as HTML.
  public static String html(AccessReport report) {
    return new ReportPage(report).page();
  }

  private String page() {
    String title = "Access review, " + report.from() + " to " + report.to();
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
        + " 'unsafe-inline'\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
        + HtmlWriter.text(title)
        + "</title><style>"
        + ReportStyle.CSS
        + "</style></head><body><main><h1>Access review</h1><p class=\"of\">"
        + HtmlWriter.text(
            report.from() + " to " + report.to() + ", from " + report.events() + " recorded events")
        + "</p>\n"
        + tiles()
        + "<h2>Needs attention</h2>\n"
        + attention()
        + "<h2>Each grant</h2>\n"
        + ReportGrants.html(report.grants())
        + "<h2>How often, and by which way</h2>\n"
        + charts()
        + "<h2>By entitlement and team</h2>\n"
        + ReportTables.html(rows)
        + "<h2>Slowest approvals</h2>\n"
        + slowest()
        + "<h2>From revoke to refused</h2>\n"
        + revokes()
        + notes()
        + "</main></body></html>\n";
  }

  private long sum(ToLongFunction<AccessReport.Row> figure) {
    return rows.stream().mapToLong(figure).sum();
  }

  private String tiles() {
    long grants = sum(AccessReport.Row::grants);
    StringBuilder html = new StringBuilder("<dl class=\"tiles\">");
    tile(html, "Requests", sum(AccessReport.Row::submitted), "", false);
    tile(html, "Refused by the policy", sum(AccessReport.Row::refused), "", false);
    tile(html, "Grants", grants, "", false);
    tile(
        html,
        "Without approval",
        sum(AccessReport.Row::automatic),
        share(AccessReport.Row::automatic),
        false);
    long glass = sum(AccessReport.Row::breakGlass);
    tile(html, "Break-glass", glass, share(AccessReport.Row::breakGlass), glass > 0);
    tile(html, "Never used", sum(AccessReport.Row::unused), share(AccessReport.Row::unused), false);
    tile(html, "Sessions", sum(AccessReport.Row::sessions), "", false);
    tile(html, "Sessions outside hours", sum(AccessReport.Row::outside), "", false);
    tile(html, "Revoked early", sum(AccessReport.Row::revoked), "", false);
    long overdue = report.overdue().size();
    tile(html, "After-reviews overdue", overdue, "", overdue > 0);
    return html.append("</dl>\n").toString();
  }

  private String share(ToLongFunction<AccessReport.Row> figure) {
    return AccessReport.percent(sum(figure), sum(AccessReport.Row::grants)) + " % of grants";
  }

  private static void tile(StringBuilder html, String name, long value, String more, boolean look) {
    html.append(look ? "<div class=\"look\"><dt>" : "<div><dt>")
        .append(HtmlWriter.text(name))
        .append("</dt><dd>")
        .append(value)
        .append(more.isEmpty() ? "" : " <small>" + HtmlWriter.text(more) + "</small>")
        .append("</dd></div>");
  }

  private String attention() {
    List<String> items = new ArrayList<>();
    if (!report.overdue().isEmpty()) {
      items.add(
          "After-reviews that are overdue: " + String.join(", ", limited(report.overdue())) + ".");
    }
    report.findings().forEach((type, count) -> items.add(finding(type) + ": " + count + "."));
    for (AccessReport.Row row : rows) {
      if (row.breakGlass() > 0) {
        items.add(row.entitlement() + ": " + row.breakGlass() + " grants by break-glass.");
      }
      if (row.unused() > 0 && row.unused() * 2 >= row.grants()) {
        items.add(
            row.entitlement()
                + ": "
                + row.unused()
                + " of "
                + row.grants()
                + " grants were never used. Is it asked for too readily?");
      }
      if (row.outside() > 0 && row.outside() * 2 >= row.sessions()) {
        items.add(
            row.entitlement()
                + ": "
                + row.outside()
                + " of "
                + row.sessions()
                + " sessions began outside hours.");
      }
    }
    if (items.isEmpty()) {
      return "<p class=\"fine\">Nothing: no break-glass, no overdue after-review, no"
          + " finding.</p>\n";
    }
    StringBuilder html = new StringBuilder("<ul class=\"look\">");
    limited(items)
        .forEach(item -> html.append("<li>").append(HtmlWriter.text(item)).append("</li>"));
    return html.append("</ul>\n").toString();
  }

  /// Returns the first items of a list, and a last line with the number of those left out.
  private static List<String> limited(List<String> all) {
    List<String> shown = new ArrayList<>(all.subList(0, Math.min(MOST_ITEMS, all.size())));
    if (all.size() > MOST_ITEMS) {
      shown.add((all.size() - MOST_ITEMS) + " more: see the figures");
    }
    return shown;
  }

  private String charts() {
    List<AccessReport.Row> most =
        rows.stream()
            .filter(row -> row.grants() > 0)
            .sorted((a, b) -> Long.compare(b.grants(), a.grants()))
            .limit(MOST_BARS)
            .toList();
    if (most.isEmpty()) {
      return "<p>There were no grants.</p>\n";
    }
    String more =
        rows.stream().filter(row -> row.grants() > 0).count() > MOST_BARS
            ? "<p>The " + MOST_BARS + " with the most grants.</p>\n"
            : "";
    return more
        + HtmlWriter.bars(
            "Grants",
            List.of("approved by people", "without approval", "break-glass"),
            most.stream()
                .map(
                    row ->
                        new HtmlWriter.Bar(
                            name(row),
                            List.of(
                                Math.max(0, row.grants() - row.automatic() - row.breakGlass()),
                                row.automatic(),
                                row.breakGlass())))
                .toList())
        + granted(most);
  }

  private static String granted(List<AccessReport.Row> most) {
    boolean hours = most.stream().anyMatch(row -> row.seconds().sum() >= TEN_HOURS);
    return HtmlWriter.bars(
        hours ? "Hours granted" : "Minutes granted",
        List.of("all grants that ended, together"),
        most.stream()
            .map(
                row ->
                    new HtmlWriter.Bar(
                        name(row), List.of(row.seconds().sum() / (hours ? 3600 : 60))))
            .toList());
  }

  private static String finding(String type) {
    return switch (type) {
      case AccessReport.UNREADABLE -> "Events that could not be read, and are not counted";
      case "activity.after-end allowed" ->
          "Calls that were allowed after the end of a grant (activity.after-end)";
      case "activity.after-end refused" ->
          "Calls that were refused after the end of a grant (activity.after-end)";
      case "activity.after-end failed" ->
          "Calls after the end of a grant that failed for another reason, so that nobody can tell"
              + " whether they would have been allowed (activity.after-end)";
      case "activity.outside-boundary" ->
          "Attempts beyond the boundary (activity.outside-boundary)";
      case "activity.unissued-session" ->
          "Sessions that Tidegate did not issue (activity.unissued-session)";
      case "activity.unused" -> "Grants that a finding says were not used (activity.unused)";
      case "audit.chain-broken" -> "Breaks in the record (audit.chain-broken)";
      case "audit.difference" -> "Differences between grants and accounts (audit.difference)";
      case "grant.still-allowed" -> "Ends that were not confirmed at once (grant.still-allowed)";
      default -> "Finding " + type;
    };
  }

  private static String name(AccessReport.Row row) {
    return row.team().equals("-") ? row.entitlement() : row.entitlement() + " · " + row.team();
  }

  private String slowest() {
    if (report.slowest().isEmpty()) {
      return "<p>Nothing was approved by people in this time.</p>\n";
    }
    return HtmlWriter.table(
        "From submission to approval",
        3,
        List.of("Request", "Entitlement", "Submitted", "Took"),
        report.slowest().stream()
            .map(
                approval ->
                    List.of(
                        approval.request(),
                        approval.entitlement(),
                        approval.submittedAt().toString(),
                        HtmlWriter.span(approval.seconds())))
            .toList());
  }

  private String revokes() {
    Distribution spread = report.revokes();
    return spread.count() == 0
        ? "<p>No revoke was confirmed in this time.</p>\n"
        : "<p>"
            + spread.count()
            + (spread.count() == 1 ? " revoke" : " revokes")
            + ", each tried until it was refused: half within "
            + spread.median()
            + " ms, 99 % within "
            + spread.p99()
            + " ms, the slowest "
            + spread.max()
            + " ms.</p>\n";
  }

  private String notes() {
    return "<footer><p>"
        + HtmlWriter.text(
            "Hours: "
                + report.hours()
                + ". The team is the one that the account is labelled with: whose resources they"
                + " are, not who asked. Refused counts dry runs, each once an hour. A grant is"
                + " never used when it ended without a session; a temporary policy, when a finding"
                + " of its activity says so, some hours after its end. Whether a grant was used is"
                + " told two hours after its end from what CloudTrail recorded; it is unknown where"
                + " that would not record all that the grant gave. What began before this time"
                + " counts under (earlier). The figures come from the record alone; tidegate audit"
                + " export and verify show that it was not changed.")
        + "</p></footer>\n";
  }
}
