package dev.tidegate.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessDurationTest {
  @ParameterizedTest
  @CsvSource({
    "1m,1",
    "45m,45",
    "2h,120",
    "1h30m,90",
    "24h,1440",
    "90m,90",
    "720h,43200",
    "43200m,43200"
  })
  void isReadInHoursAndMinutes(String text, long minutes) {
    assertThat(AccessDuration.parse(text))
        .contains(new AccessDuration(Duration.ofMinutes(minutes)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0m",
        "0h",
        "0h0m",
        "1",
        "h",
        "m",
        "1d",
        "30s",
        "1H",
        "-1h",
        "+1h",
        "1.5h",
        "1h 30m",
        "30m1h",
        "720h1m",
        "721h",
        "43201m",
        "99999999999h",
        "1h1h",
        " 1h",
        "١h"
      })
  void isNothingElse(String text) {
    assertThat(AccessDuration.parse(text)).isEmpty();
  }

  /// A day was once read as no time at all elsewhere.
  @Test
  void of24HoursIsADayAndNotZero() {
    assertThat(AccessDuration.parse("24h").orElseThrow().length()).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource({"90m,1h30m", "60m,1h", "45m,45m", "1h0m,1h"})
  void isWrittenInItsShortestFormAndReadsBack(String text, String written) {
    AccessDuration span = AccessDuration.parse(text).orElseThrow();

    assertThat(span).hasToString(written);
    assertThat(AccessDuration.parse(written)).contains(span);
  }

  @Test
  void isWholeMinutes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessDuration(Duration.ofSeconds(61)))
        .withMessage("duration: whole minutes expected");
  }

  @Test
  void theShorterOfTwoIsMeant() {
    AccessDuration hour = new AccessDuration(Duration.ofHours(1));
    AccessDuration half = new AccessDuration(Duration.ofMinutes(30));

    assertThat(hour.atMost(half)).isEqualTo(half);
    assertThat(half.atMost(hour)).isEqualTo(half);
    assertThat(hour.atMost(hour)).isEqualTo(hour);
  }
}
