package dev.tidegate.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MinimiserTest {
  @Test
  void whatIsLeftFailsAndNothingOfItCanGo() {
    byte[] file = "one\ntwo X\nthree\nfour Y\nfive\n".getBytes(StandardCharsets.UTF_8);
    Minimiser minimiser =
        new Minimiser(
            some -> {
              String text = new String(some, StandardCharsets.UTF_8);
              return text.contains("X") && text.contains("Y");
            });

    assertThat(minimiser.smallest(file)).isEqualTo("XY".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileThatFailsAsItStandsStays() {
    byte[] file = "a\nb".getBytes(StandardCharsets.UTF_8);

    assertThat(new Minimiser(some -> some.length == 3).smallest(file)).isEqualTo(file);
  }
}
