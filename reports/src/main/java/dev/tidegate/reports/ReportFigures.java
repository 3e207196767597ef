package dev.tidegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The counters from which one [AccessReport.Row] is made.
final class ReportFigures {
  long submitted;
  long refused;
  long denied;
  long unanswered;
  long grants;
  long automatic;
  long breakGlass;
  long sessions;
  long unused;
  long outside;
  long revoked;
  final List<Long> seconds = new ArrayList<>();
  final List<Long> approvals = new ArrayList<>();
  final SortedMap<String, Long> rules = new TreeMap<>();

  AccessReport.Row row(String entitlement, String team) {
    return new AccessReport.Row(
        entitlement,
        team,
        submitted,
        refused,
        denied,
        unanswered,
        grants,
        automatic,
        breakGlass,
        Distribution.of(seconds),
        sessions,
        unused,
        outside,
        revoked,
        Distribution.of(approvals),
        rules);
  }
}
