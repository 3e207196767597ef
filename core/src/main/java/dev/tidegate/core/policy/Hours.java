package dev.tidegate.core.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The time of the decision, or the requested start, is within certain hours of certain days in a
/// time zone.
///
/// A window belongs to the day on which it begins; with `until` not after `from`, it ends on the
/// next day. Windows are compared as instants, so a window is an hour longer when clocks go back
/// within it, and begins an hour later when it begins in an hour that clocks skip.
///
/// @param days the days on which a window may begin
/// @param window the times of day; the whole day when empty
/// @param dates the parts of the year in which a window may begin; the whole year when empty
public record Hours(ZoneId zone, Set<DayOfWeek> days, Optional<Window> window, List<Dates> dates)
    implements Condition {
  public Hours {
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    dates = List.copyOf(dates);
  }

  /// A time range within a day or across midnight; never empty.
  public record Window(LocalTime from, LocalTime until) {
    public Window {
      if (from.equals(until)) {
        throw new IllegalArgumentException("two different times expected");
      }
    }

    boolean acrossMidnight() {
      return until.isBefore(from);
    }

    @Override
    public String toString() {
      return from + " to " + until;
    }
  }

  /// A part of the year, including its first and last day; with the last before the first, it spans
  /// New Year.
  public record Dates(MonthDay first, MonthDay last) {
    boolean contains(LocalDate day) {
      MonthDay that = MonthDay.from(day);
      boolean fromFirst = !that.isBefore(first);
      boolean toLast = !that.isAfter(last);
      return first.isAfter(last) ? fromFirst || toLast : fromFirst && toLast;
    }

    @Override
    public String toString() {
      return first.toString().substring(2) + " to " + last.toString().substring(2);
    }
  }

  @Override
  public String kind() {
    return "hours";
  }

  @Override
  public boolean met(DecisionContext in) {
    return contains(in.begins());
  }

  /// Returns whether an instant is within these hours.
  public boolean contains(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return within(today, now) || within(today.minusDays(1), now);
  }

  private boolean within(LocalDate day, Instant now) {
    if (!days.contains(day.getDayOfWeek())
        || !(dates.isEmpty() || dates.stream().anyMatch(part -> part.contains(day)))) {
      return false;
    }
    LocalTime from = window.map(Window::from).orElse(LocalTime.MIDNIGHT);
    LocalTime until = window.map(Window::until).orElse(LocalTime.MIDNIGHT);
    boolean nextDay = window.isEmpty() || window.get().acrossMidnight();
    return !now.isBefore(instant(day, from))
        && now.isBefore(instant(nextDay ? day.plusDays(1) : day, until));
  }

  private Instant instant(LocalDate day, LocalTime time) {
    return ZonedDateTime.of(day, time, zone).toInstant();
  }

  @Override
  public String toString() {
    String hours = window.map(Window::toString).orElse("all day");
    String when =
        days.size() == DayOfWeek.values().length
            ? ""
            : " "
                + days.stream()
                    .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                    .collect(Collectors.joining(", "));
    String parts =
        dates.isEmpty()
            ? ""
            : " from " + dates.stream().map(Dates::toString).collect(Collectors.joining(" and "));
    return hours + when + parts;
  }
}
