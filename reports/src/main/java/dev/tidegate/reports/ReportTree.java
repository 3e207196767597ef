package dev.tidegate.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A report as maps, lists, texts and numbers, for whoever writes JSON:
/// docs/schemas/report.schema.json.
public final class ReportTree {
  private ReportTree() {}

  /// Returns the tree.
  public static Map<String, Object> of(AccessReport report) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("form", "tidegate report 1");
    tree.put("from", report.from().toString());
    tree.put("to", report.to().toString());
    tree.put("hours", report.hours().toString());
    tree.put("events", report.events());
    tree.put("entitlements", report.rows().stream().map(ReportTree::of).toList());
    tree.put("grants", report.grants().stream().map(ReportTree::of).toList());
    tree.put("slowestApprovals", report.slowest().stream().map(ReportTree::of).toList());
    tree.put("revokeToRefusedMillis", of(report.revokes()));
    tree.put("overdueAfterReviews", report.overdue());
    tree.put("findings", new LinkedHashMap<String, Object>(report.findings()));
    return tree;
  }

  private static Map<String, Object> of(AccessReport.Row row) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("entitlement", row.entitlement());
    tree.put("team", row.team());
    tree.put("submitted", row.submitted());
    tree.put("refused", row.refused());
    tree.put("denied", row.denied());
    tree.put("unanswered", row.unanswered());
    tree.put("grants", row.grants());
    tree.put("automatic", row.automatic());
    tree.put("breakGlass", row.breakGlass());
    tree.put("automaticPercent", percent(row.automatic(), row.grants()));
    tree.put("breakGlassPercent", percent(row.breakGlass(), row.grants()));
    tree.put("grantSeconds", of(row.seconds()));
    tree.put("sessions", row.sessions());
    tree.put("neverUsed", row.unused());
    tree.put("sessionsOutsideHours", row.outside());
    tree.put("revoked", row.revoked());
    tree.put("approvalSeconds", of(row.approvals()));
    tree.put("rules", new LinkedHashMap<String, Object>(row.rules()));
    return tree;
  }

  private static Map<String, Object> of(GrantRow row) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("request", row.request());
    tree.put("grant", row.grant());
    tree.put("who", of(row.who()));
    tree.put("entitlement", row.entitlement());
    tree.put("account", row.account());
    tree.put("team", row.team());
    tree.put("kind", row.kind());
    tree.put("parameters", new LinkedHashMap<String, Object>(row.parameters()));
    tree.put("use", row.use());
    tree.put("reason", row.reason());
    tree.put("ticket", row.ticket());
    tree.put("given", row.way().word());
    tree.put("approvedBy", row.approvedBy().stream().map(ReportTree::of).toList());
    row.startsAt().ifPresent(at -> tree.put("startsAt", at.toString()));
    row.endsAt().ifPresent(at -> tree.put("endsAt", at.toString()));
    row.ended().ifPresent(at -> tree.put("endedAt", at.toString()));
    row.seconds().ifPresent(seconds -> tree.put("seconds", seconds));
    tree.put("ending", row.ending());
    tree.put("sessions", row.sessions());
    tree.put("used", row.used().word());
    row.calls().ifPresent(calls -> tree.put("calls", calls));
    tree.put("afterReview", row.review().word());
    return tree;
  }

  private static Map<String, Object> of(GrantRow.Who who) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", who.id());
    tree.put("label", who.label());
    return tree;
  }

  private static Map<String, Object> of(AccessReport.Approval approval) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("request", approval.request());
    tree.put("entitlement", approval.entitlement());
    tree.put("submittedAt", approval.submittedAt().toString());
    tree.put("seconds", approval.seconds());
    return tree;
  }

  private static Map<String, Object> of(Distribution spread) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("count", spread.count());
    tree.put("sum", spread.sum());
    tree.put("median", spread.median());
    tree.put("p99", spread.p99());
    tree.put("max", spread.max());
    return tree;
  }

  /// Returns a share in whole percent; 0 of nothing.
  static long percent(long part, long whole) {
    return whole == 0 ? 0 : Math.round(100.0 * part / whole);
  }

  /// Returns the sum of a figure over all rows.
  static long sum(
      List<AccessReport.Row> rows, java.util.function.ToLongFunction<AccessReport.Row> figure) {
    return rows.stream().mapToLong(figure).sum();
  }
}
