package dev.tidegate.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MinimiserTest {
  @Test
  void what_is_left_fails_and_nothing_of_it_can_go() {
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
  void a_file_that_fails_as_it_stands_stays() {
    byte[] file = "a\nb".getBytes(StandardCharsets.UTF_8);

    assertThat(new Minimiser(some -> some.length == 3).smallest(file)).isEqualTo(file);
  }
}
