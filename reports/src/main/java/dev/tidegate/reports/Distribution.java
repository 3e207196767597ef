package dev.tidegate.reports;

import java.util.Collection;
import java.util.List;

/// The distribution of a number: count, sum, median, 99th percentile and maximum; all zero without
/// values. Percentiles are by nearest rank.
public record Distribution(long count, long sum, long median, long p99, long max) {
  static Distribution of(Collection<Long> values) {
    if (values.isEmpty()) {
      return new Distribution(0, 0, 0, 0, 0);
    }
    List<Long> sorted = values.stream().sorted().toList();
    return new Distribution(
        sorted.size(),
        sorted.stream().mapToLong(Long::longValue).sum(),
        rank(sorted, 50),
        rank(sorted, 99),
        sorted.getLast());
  }

  private static long rank(List<Long> sorted, int percent) {
    int rank = Math.ceilDiv(sorted.size() * percent, 100);
    return sorted.get(Math.max(1, rank) - 1);
  }
}
