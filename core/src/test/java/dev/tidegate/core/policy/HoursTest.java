package dev.tidegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clocks in Berlin go forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00.
class HoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T06:59:59Z,false",
    "2026-03-02T07:00:00Z,true",
    "2026-03-02T16:59:59Z,true",
    "2026-03-02T17:00:00Z,false",
    "2026-07-01T06:00:00Z,true",
    "2026-07-01T16:00:00Z,false",
    "2026-03-07T10:00:00Z,false"
  })
  void areThoseOfTheClocksInTheZoneInWinterAndSummer(Instant now, boolean within) {
    assertThat(hours(WEEKDAYS, "08:00", "18:00").contains(now)).isEqualTo(within);
  }

  /// A night that begins on Friday is Friday's until Saturday morning; Sunday's night is nobody's.
  @ParameterizedTest
  @CsvSource({
    "2026-03-06T21:00:00Z,true",
    "2026-03-07T04:59:59Z,true",
    "2026-03-07T05:00:00Z,false",
    "2026-03-07T21:00:00Z,false",
    "2026-03-08T03:00:00Z,false",
    "2026-03-09T03:00:00Z,false",
    "2026-03-09T21:00:00Z,true",
    "2026-03-10T03:00:00Z,true"
  })
  void acrossMidnightBelongToTheDayTheyBeginOn(Instant now, boolean within) {
    assertThat(hours(WEEKDAYS, "22:00", "06:00").contains(now)).isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-19T22:59:59Z,false",
    "2026-12-19T23:00:00Z,true",
    "2026-12-31T23:30:00Z,true",
    "2027-01-06T22:59:59Z,true",
    "2027-01-06T23:00:00Z,false"
  })
  void ofDatesGoAcrossNewYearFirstAndLastDayIncluded(Instant now, boolean within) {
    Hours freeze =
        new Hours(
            BERLIN,
            EVERY_DAY,
            Optional.empty(),
            List.of(new Hours.Dates(MonthDay.of(12, 20), MonthDay.of(1, 6))));

    assertThat(freeze.contains(now)).isEqualTo(within);
  }

  @Test
  void ofANightAtNewYearBelongToTheOldYear() {
    Hours silvester =
        new Hours(
            BERLIN,
            EVERY_DAY,
            Optional.of(new Hours.Window(LocalTime.of(22, 0), LocalTime.of(2, 0))),
            List.of(new Hours.Dates(MonthDay.of(12, 31), MonthDay.of(12, 31))));

    assertThat(silvester.contains(Instant.parse("2027-01-01T00:59:59Z"))).isTrue();
    assertThat(silvester.contains(Instant.parse("2027-01-01T21:30:00Z"))).isFalse();
  }

  /// 02:30 does not exist that day: the window begins at 03:30.
  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:00Z,false",
    "2026-03-29T01:00:00Z,false",
    "2026-03-29T01:30:00Z,true",
    "2026-03-29T02:59:59Z,true",
    "2026-03-29T03:00:00Z,false"
  })
  void thatBeginInAnHourThatClocksSkipBeginLater(Instant now, boolean within) {
    assertThat(hours(EVERY_DAY, "02:30", "05:00").contains(now)).isEqualTo(within);
  }

  /// 02:00 to 03:00 comes twice that night: the window does not close in between.
  @ParameterizedTest
  @CsvSource({
    "2026-10-24T23:59:59Z,false",
    "2026-10-25T00:00:00Z,true",
    "2026-10-25T00:59:59Z,true",
    "2026-10-25T01:30:00Z,true",
    "2026-10-25T02:00:00Z,false"
  })
  void thatClocksRepeatAreOneHourLonger(Instant now, boolean within) {
    assertThat(hours(EVERY_DAY, "02:00", "03:00").contains(now)).isEqualTo(within);
  }

  /// Once closed a window does not open again when clocks go back.
  @Test
  void thatEndInARepeatedHourEndOnce() {
    Hours night = hours(EVERY_DAY, "22:00", "02:30");

    assertThat(night.contains(Instant.parse("2026-10-25T00:29:59Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-10-25T00:30:00Z"))).isFalse();
    assertThat(night.contains(Instant.parse("2026-10-25T01:15:00Z"))).isFalse();
  }

  @Test
  void ofWholeDaysLeaveNoSecondOut() {
    Hours sunday = new Hours(BERLIN, EnumSet.of(DayOfWeek.SUNDAY), Optional.empty(), List.of());

    assertThat(sunday.contains(Instant.parse("2026-10-24T21:59:59Z"))).isFalse();
    assertThat(sunday.contains(Instant.parse("2026-10-24T22:00:00Z"))).isTrue();
    assertThat(sunday.contains(Instant.parse("2026-10-25T22:59:59Z"))).isTrue();
    assertThat(sunday.contains(Instant.parse("2026-10-25T23:00:00Z"))).isFalse();
  }

  @Test
  void sayWhatTheyAreInWords() {
    Hours hours =
        new Hours(
            BERLIN,
            WEEKDAYS,
            Optional.of(new Hours.Window(LocalTime.of(8, 0), LocalTime.of(18, 0))),
            List.of(new Hours.Dates(MonthDay.of(12, 20), MonthDay.of(1, 6))));

    assertThat(ConditionText.expected(hours))
        .isEqualTo("08:00 to 18:00 Mon, Tue, Wed, Thu, Fri from 12-20 to 01-06 in Europe/Berlin");
  }

  private static Hours hours(Set<DayOfWeek> days, String from, String until) {
    return new Hours(
        BERLIN,
        days,
        Optional.of(new Hours.Window(LocalTime.parse(from), LocalTime.parse(until))),
        List.of());
  }
}
