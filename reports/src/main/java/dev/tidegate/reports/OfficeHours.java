package dev.tidegate.reports;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// The hours in which people are expected to work: Monday to Friday, from `from` (inclusive) to
/// `to` (exclusive).
public record OfficeHours(ZoneId zone, LocalTime from, LocalTime to) {
  /// Returns whether `at` is within office hours.
  public boolean has(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    boolean weekday = local.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
    LocalTime time = local.toLocalTime();
    return weekday && !time.isBefore(from) && time.isBefore(to);
  }

  @Override
  public String toString() {
    return "Monday to Friday, " + from + " to " + to + ", " + zone;
  }
}
