package dev.tidegate.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternLengthTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "orders 6 6",
        "orders-[a-z-]{1,40} 8 47",
        "20[0-9]{2}-(0[1-9]|1[0-2]) 7 7",
        "[a-z]+ 1 256",
        "a*b?c 1 256",
        "(?:ab)?c 1 3",
        "(a|bcd|ef)x 2 4",
        "^\\d{4}$ 4 4",
        "[\\]\\\\]x 2 2",
        "[a-z&&[^bc]]{3} 3 3",
        "\\x41\\u0042\\. 3 3",
        "a{2,} 2 256",
        "(abc){2} 6 6",
        "x{300} 256 256",
        ". 1 1",
        "a? 1 1",
      })
  void aPatternIsMeasured(String pattern, int least, int most) {
    assertThat(PatternText.objection(pattern)).isEmpty();
    assertThat(PatternLength.of(pattern)).isEqualTo(new PatternLength(least, most));
  }
}
