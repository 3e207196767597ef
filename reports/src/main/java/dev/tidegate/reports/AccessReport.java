package dev.tidegate.reports;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came of access in a time.
///
/// @param hours what counts as within hours
/// @param events how many events it rests on
/// @param rows by entitlement and team, in that order
/// @param grants each grant of which something happened, break-glass and reviews owed first
/// @param slowest the approvals that took longest, slowest first
/// @param revokes from a revoke to the first refusal, in milliseconds
/// @param overdue after-reviews that are overdue and were not given since, by request
/// @param findings how often each finding of the audit was recorded
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
  /// Counts, among the findings, what lies in the place of an event and could not be read.
  public static final String UNREADABLE = "unreadable";

  public AccessReport {
    rows = List.copyOf(rows);
    grants = List.copyOf(grants);
    slowest = List.copyOf(slowest);
    overdue = List.copyOf(overdue);
    findings = new TreeMap<>(findings);
  }

  /// One entitlement of one team.
  ///
  /// @param team the label `team` of its account; `-` when it has none
  /// @param submitted requests that were submitted
  /// @param refused asks that the policy refused, dry runs included
  /// @param unanswered requests that expired
  /// @param grants grants that were made
  /// @param automatic grants that needed no approval, break-glass ones not included
  /// @param breakGlass grants by break-glass
  /// @param seconds how long grants were, to their end or to a revoke
  /// @param sessions sessions that were issued
  /// @param unused grants that ended without a session; of temporary policies, those that a finding
  ///   says were not used
  /// @param outside sessions that were issued outside of hours
  /// @param revoked grants that were revoked
  /// @param approvals from submission to approval, in seconds
  /// @param rules how many requests rested on each rule
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

  /// An approval and how long it took.
  public record Approval(String request, String entitlement, Instant submittedAt, long seconds) {}
}
