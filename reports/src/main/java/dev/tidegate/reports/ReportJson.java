package dev.tidegate.reports;

import dev.tidegate.wire.json.Json;
import java.time.Instant;
import java.util.Map;

/// A report on access as JSON, docs/schemas/report.schema.json: what the function `access-reports`
/// keeps and `tidegate audit report --format json` prints. Programs of others read it; nothing of
/// ours does.
public final class ReportJson {
  private ReportJson() {}

  /// Returns the document.
  public static Json of(AccessReport report) {
    Json.Builder tree = Json.object();
    tree.put("form", "tidegate report 1");
    tree.put("from", report.from().toString());
    tree.put("to", report.to().toString());
    tree.put("hours", report.hours().toString());
    tree.put("events", report.events());
    tree.array("entitlements", report.rows().stream().map(ReportJson::of).toList());
    tree.array("grants", report.grants().stream().map(ReportJson::of).toList());
    tree.array("slowestApprovals", report.slowest().stream().map(ReportJson::of).toList());
    tree.put("revokeToRefusedMillis", of(report.revokes()));
    tree.put("overdueAfterReviews", report.overdue());
    tree.put("findings", counts(report.findings()));
    return tree.build();
  }

  private static Json of(AccessReport.Row row) {
    Json.Builder tree = Json.object();
    tree.put("entitlement", row.entitlement());
    tree.put("team", row.team());
    tree.put("submitted", row.submitted());
    tree.put("refused", row.refused());
    tree.put("denied", row.denied());
    tree.put("unanswered", row.unanswered());
    tree.put("grants", row.grants());
    tree.put("automatic", row.automatic());
    tree.put("breakGlass", row.breakGlass());
    tree.put("automaticPercent", row.automaticPercent());
    tree.put("breakGlassPercent", row.breakGlassPercent());
    tree.put("grantSeconds", of(row.seconds()));
    tree.put("sessions", row.sessions());
    tree.put("neverUsed", row.unused());
    tree.put("sessionsOutsideHours", row.outside());
    tree.put("revoked", row.revoked());
    tree.put("approvalSeconds", of(row.approvals()));
    tree.put("rules", counts(row.rules()));
    return tree.build();
  }

  private static Json of(GrantRow row) {
    Json.Builder tree = Json.object();
    tree.put("request", row.request());
    tree.put("grant", row.grant());
    tree.put("who", of(row.who()));
    tree.put("entitlement", row.entitlement());
    tree.put("account", row.account());
    tree.put("team", row.team());
    tree.put("kind", row.kind());
    tree.put("parameters", Json.strings(row.parameters()));
    tree.put("use", row.use());
    tree.put("reason", row.reason());
    tree.put("ticket", row.ticket());
    tree.put("given", row.way().word());
    tree.array("approvedBy", row.approvedBy().stream().map(ReportJson::of).toList());
    tree.put("startsAt", row.startsAt().map(Instant::toString));
    tree.put("endsAt", row.endsAt().map(Instant::toString));
    tree.put("endedAt", row.ended().map(Instant::toString));
    row.seconds().ifPresent(seconds -> tree.put("seconds", seconds));
    tree.put("ending", row.ending());
    tree.put("sessions", row.sessions());
    tree.put("used", row.used().word());
    row.calls().ifPresent(calls -> tree.put("calls", calls));
    tree.put("afterReview", row.review().word());
    return tree.build();
  }

  private static Json of(GrantRow.Who who) {
    Json.Builder tree = Json.object();
    tree.put("id", who.id());
    tree.put("label", who.label());
    return tree.build();
  }

  private static Json of(AccessReport.Approval approval) {
    Json.Builder tree = Json.object();
    tree.put("request", approval.request());
    tree.put("entitlement", approval.entitlement());
    tree.put("submittedAt", approval.submittedAt().toString());
    tree.put("seconds", approval.seconds());
    return tree.build();
  }

  private static Json of(Distribution spread) {
    Json.Builder tree = Json.object();
    tree.put("count", spread.count());
    tree.put("sum", spread.sum());
    tree.put("median", spread.median());
    tree.put("p99", spread.p99());
    tree.put("max", spread.max());
    return tree.build();
  }

  private static Json counts(Map<String, Long> counts) {
    Json.Builder object = Json.object();
    counts.forEach((name, count) -> object.put(name, count));
    return object.build();
  }
}
