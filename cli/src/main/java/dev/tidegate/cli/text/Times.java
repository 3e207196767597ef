package dev.tidegate.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Formats times for people, as local time and as distance from now.
///
/// @param now the moment that "in 43 min" counts from
public record Times(Instant now, ZoneId zone) {
  private static final DateTimeFormatter TODAY =
      DateTimeFormatter.ofPattern("HH:mm z", Locale.ENGLISH);
  private static final DateTimeFormatter THIS_YEAR =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm z", Locale.ENGLISH);
  private static final DateTimeFormatter ANY =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm z", Locale.ENGLISH);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

  /// Returns the local time and the distance, for example `14:32 CET (in 43 min)`.
  public String full(Instant at) {
    return wall(at) + " (" + away(at) + ")";
  }

  /// Returns the local time, for example `14:32 CET`, with the date when it is not today.
  public String wall(Instant at) {
    ZonedDateTime then = at.atZone(zone);
    ZonedDateTime here = now.atZone(zone);
    if (then.toLocalDate().equals(here.toLocalDate())) {
      return TODAY.format(then);
    }
    return (then.getYear() == here.getYear() ? THIS_YEAR : ANY).format(then);
  }

  /// Returns the local time to the second, for example `14:32:07`, for a list of events whose first
  /// line has the date.
  public String seconds(Instant at) {
    return SECONDS.format(at.atZone(zone));
  }

  /// Returns whether `at` is in the future.
  public boolean ahead(Instant at) {
    return at.isAfter(now);
  }

  /// Returns the distance, for example `in 43 min` or `2 h 5 min ago`.
  public String away(Instant at) {
    Duration distance = Duration.between(now, at);
    if (distance.abs().toSeconds() < 1) {
      return "now";
    }
    return distance.isNegative() ? length(distance.negated()) + " ago" : "in " + length(distance);
  }

  /// Returns a duration, for example `30 s`, `43 min`, `2 h 5 min`, `3 days`. It is rounded down,
  /// so that remaining time is never overstated.
  public static String length(Duration length) {
    if (length.compareTo(Duration.ofMinutes(2)) < 0) {
      return length.toSeconds() + " s";
    }
    if (length.compareTo(Duration.ofMinutes(90)) < 0) {
      return length.toMinutes() + " min";
    }
    if (length.compareTo(Duration.ofHours(48)) < 0) {
      return length.toHours()
          + " h"
          + (length.toMinutesPart() == 0 ? "" : " " + length.toMinutesPart() + " min");
    }
    return length.toDays() + " days";
  }
}
