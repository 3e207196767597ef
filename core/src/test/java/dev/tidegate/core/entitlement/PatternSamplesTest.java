package dev.tidegate.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSamplesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "orders-[a-z-]{1,40}",
        "20[0-9]{2}-(0[1-9]|1[0-2])",
        "[a-z]+",
        "a*b?c",
        "(?:ab)?c",
        "(a|bcd|ef)x",
        "^\\d{4}$",
        "[\\]]x",
        "[a-z&&[^bc]]{3}",
        "\\x41\\u0042\\.",
        "a{2,}b+",
        "(abc){2}",
        ".",
        ".+",
      })
  void everyValueIsOneThatTheParameterTakesAndAsShortOrLongAsAny(String pattern) {
    assertThat(PatternText.objection(pattern)).isEmpty();
    Parameter parameter =
        new Parameter(
            new Name("p"), "p", Optional.of(Pattern.compile(pattern)), List.of(), Optional.empty());
    PatternLength lengths = PatternLength.of(pattern);

    PatternSamples samples = PatternSamples.of(parameter);

    assertThat(samples.shortest())
        .isNotEmpty()
        .allMatch(value -> parameter.objection(value).isEmpty())
        .allMatch(value -> value.length() == lengths.least());
    assertThat(samples.longest())
        .isNotEmpty()
        .allMatch(value -> parameter.objection(value).isEmpty())
        .allMatch(value -> value.length() >= lengths.most() - 2);
    assertThat(PatternSamples.of(parameter)).isEqualTo(samples);
  }
}
