package dev.tidegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The figures of one [Report.Row] while they are counted.
final class RowFigures {
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

  Report.Row row(String entitlement, String team) {
    return new Report.Row(
        entitlement,
        team,
        submitted,
        refused,
        denied,
        unanswered,
        grants,
        automatic,
        breakGlass,
        Spread.of(seconds),
        sessions,
        unused,
        outside,
        revoked,
        Spread.of(approvals),
        rules);
  }
}
