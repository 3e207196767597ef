package dev.tidegate.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final String ROCKET = "\uD83D\uDE80";

  @Test
  void halfAPairIsRefusedWhereverItStandsAndAPairIsNot() {
    for (String text :
        List.of("", "a", ROCKET, "a" + ROCKET, ROCKET + ROCKET + "b", "?", "\ufffd")) {
      assertThat(Utf8.isWellFormed(text)).as(text).isTrue();
      assertThat(Utf8.bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      assertThat(Utf8.wellFormed(text)).isSameAs(text);
      assertThat(new HashInput().add(text).hex()).hasSize(64);
    }
    for (String text :
        List.of(
            "\uD83D",
            "\uDE80",
            "a\uD83D",
            "\uDE80b",
            "\uDE80\uD83D",
            "\uD83D" + ROCKET,
            ROCKET + "\uDE80")) {
      assertThat(Utf8.isWellFormed(text)).as(text).isFalse();
      assertThatThrownBy(() -> new HashInput().add(text))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Utf8.isWellFormed(Utf8.wellFormed(text))).isTrue();
    }
    assertThat(Utf8.wellFormed("a\uD83Db" + ROCKET)).isEqualTo("a\ufffdb" + ROCKET);
  }

  @Test
  void aBeginningNeverSplitsAPair() {
    assertThat(Utf8.beginning("ab" + ROCKET + "c", 5)).isEqualTo("ab" + ROCKET + "c");
    assertThat(Utf8.beginning("ab" + ROCKET + "c", 4)).isEqualTo("ab" + ROCKET);
    assertThat(Utf8.beginning("ab" + ROCKET + "c", 3)).isEqualTo("ab");
    assertThat(Utf8.beginning("ab" + ROCKET + "c", 2)).isEqualTo("ab");
    assertThat(Utf8.beginning(ROCKET, 1)).isEmpty();
    assertThat(Utf8.beginning(ROCKET, 0)).isEmpty();
  }

  @Test
  void randomTextIsJudgedAsTheJdkSEncoderJudgesIt() {
    long seed = 20261124;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(6); length > 0; length--) {
        text.append((char) (random.nextBoolean() ? 0xd800 + random.nextInt(0x800) : 'a'));
      }
      assertThat(Utf8.isWellFormed(text.toString()))
          .as("seed %d: %s", seed, text)
          .isEqualTo(StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }
  }
}
