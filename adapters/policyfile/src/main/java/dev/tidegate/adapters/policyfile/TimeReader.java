package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.policy.Hours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads hours, days and zones.
final class TimeReader {
  private static final int MOST_DATES = 20;
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

  private TimeReader() {}

  static Optional<Hours> hours(YamlValue at) {
    YamlMapping fields = at.fields("zone", "days", "from", "until", "dates");
    Optional<ZoneId> zone = fields.need("zone").flatMap(TimeReader::zone);
    Optional<YamlValue> dayList = fields.get("days");
    Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
    dayList.ifPresent(all -> days.retainAll(all.distinct(days.size(), TimeReader::day)));
    Optional<Hours.Window> window = window(at, fields);
    List<Hours.Dates> dates = new ArrayList<>();
    fields
        .get("dates")
        .ifPresent(all -> all.items(MOST_DATES).forEach(item -> dates(item).ifPresent(dates::add)));
    if (zone.isEmpty() || days.isEmpty()) {
      return Optional.empty();
    }
    boolean saysSomething =
        dayList.isPresent()
            || fields.get("from").isPresent()
            || fields.get("until").isPresent()
            || fields.get("dates").isPresent();
    if (!saysSomething) {
      at.report(FindingCode.MISSING_KEY, "at least one of days, from and until, dates expected");
      return Optional.empty();
    }
    return Optional.of(new Hours(zone.get(), days, window, dates));
  }

  static Optional<ZoneId> zone(YamlValue at) {
    return at.text(
        "a time zone such as Europe/Berlin or UTC",
        text ->
            text.equals("UTC")
                    || (text.indexOf('/') > 0 && ZoneId.getAvailableZoneIds().contains(text))
                ? Optional.of(ZoneId.of(text))
                : Optional.empty());
  }

  static String written(Instant at, ZoneId zone) {
    return MINUTES.format(at.atZone(zone));
  }

  private static Optional<Hours.Window> window(YamlValue at, YamlMapping fields) {
    Optional<LocalTime> from = fields.get("from").flatMap(TimeReader::time);
    Optional<LocalTime> until = fields.get("until").flatMap(TimeReader::time);
    if (fields.get("from").isPresent() != fields.get("until").isPresent()) {
      at.report(FindingCode.MISSING_KEY, "from and until together expected");
    }
    if (from.isEmpty() || until.isEmpty()) {
      return Optional.empty();
    }
    if (from.equals(until)) {
      at.report(
          FindingCode.INVALID_VALUE,
          "from and until that differ expected; for the whole day leave both out");
      return Optional.empty();
    }
    return Optional.of(new Hours.Window(from.get(), until.get()));
  }

  private static Optional<LocalTime> time(YamlValue at) {
    return at.text(
        "a time from 00:00 to 23:59", text -> parsed("[0-9]{2}:[0-9]{2}", text, LocalTime::parse));
  }

  private static Optional<DayOfWeek> day(YamlValue at) {
    return at.text(
        "mon, tue, wed, thu, fri, sat or sun",
        text -> {
          for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(text)) {
              return Optional.of(day);
            }
          }
          return Optional.empty();
        });
  }

  private static Optional<Hours.Dates> dates(YamlValue at) {
    YamlMapping fields = at.fields("first", "last");
    Optional<MonthDay> first = fields.need("first").flatMap(TimeReader::monthDay);
    Optional<MonthDay> last = fields.need("last").flatMap(TimeReader::monthDay);
    return first.flatMap(one -> last.map(other -> new Hours.Dates(one, other)));
  }

  private static Optional<MonthDay> monthDay(YamlValue at) {
    return at.text(
        "a month and day such as 12-24",
        text -> parsed("[0-9]{2}-[0-9]{2}", text, one -> MonthDay.parse("--" + one)));
  }

  private static <T> Optional<T> parsed(String form, String text, Function<String, T> parser) {
    try {
      return text.matches(form) ? Optional.of(parser.apply(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
