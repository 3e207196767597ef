package dev.tidegate.reports;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The figures and grants of a time range. [AccessReportBuilder] computes it from the record.
///
/// @param hours the office hours
/// @param events the number of events that were counted
/// @param rows sorted by entitlement, then by team
/// @param grants each grant with an event in the range, break-glass and outstanding after-reviews
///   first
/// @param slowest the slowest approvals, slowest first
/// @param revokes the time from a revoke to the first refused call, in milliseconds
/// @param overdue requests with an after-review that became overdue and was not given since
/// @param findings how often each kind of finding was recorded
public record AccessReport(
    Instant from,
    Instant to,
    OfficeHours hours,
    long events,
    List<Row> rows,
    List<GrantRow> grants,
    List<Approval> slowest,
    Distribution revokes,
    List<String> overdue,
    SortedMap<String, Long> findings) {
  /// The kind of finding that counts entries of the record that could not be read as events.
  public static final String UNREADABLE = "unreadable";

  public AccessReport {
    rows = List.copyOf(rows);
    grants = List.copyOf(grants);
    slowest = List.copyOf(slowest);
    overdue = List.copyOf(overdue);
    findings = new TreeMap<>(findings);
  }

  /// The figures of one entitlement of one team.
  ///
  /// @param team the label `team` of its account; `-` when it has none
  /// @param submitted requests that were submitted
  /// @param refused requests that the policy refused, including dry runs
  /// @param unanswered requests that expired
  /// @param grants grants that were created
  /// @param automatic grants that needed no approval, without break-glass
  /// @param breakGlass grants by break-glass
  /// @param seconds how long grants lasted, until their end or revocation
  /// @param sessions sessions that were issued
  /// @param unused grants that ended without a session; for temporary policies, those that a
  ///   finding reports as unused
  /// @param outside sessions that were issued outside office hours
  /// @param revoked grants that were revoked
  /// @param approvals from submission to approval, in seconds
  /// @param rules how many requests each rule decided
  public record Row(
      String entitlement,
      String team,
      long submitted,
      long refused,
      long denied,
      long unanswered,
      long grants,
      long automatic,
      long breakGlass,
      Distribution seconds,
      long sessions,
      long unused,
      long outside,
      long revoked,
      Distribution approvals,
      SortedMap<String, Long> rules) {
    public Row {
      rules = new TreeMap<>(rules);
    }

    /// Returns the share of grants that needed no approval, in whole percent; 0 of none.
    public long automaticPercent() {
      return percent(automatic, grants);
    }

    /// Returns the share of grants for which the glass was broken, in whole percent; 0 of none.
    public long breakGlassPercent() {
      return percent(breakGlass, grants);
    }
  }

  /// Returns a share in whole percent; 0 of nothing.
  static long percent(long part, long whole) {
    return whole == 0 ? 0 : Math.round(100.0 * part / whole);
  }

  /// An approval and the time from submission to approval.
  public record Approval(String request, String entitlement, Instant submittedAt, long seconds) {}
}
