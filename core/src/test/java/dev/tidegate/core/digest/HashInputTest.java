package dev.tidegate.core.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashInputTest {
  @Test
  void theEncodingIsLengthThenBytes() {
    byte[] expected = {0, 0, 0, 2, 'a', 'b', 0, 0, 0, 2, (byte) 0xC3, (byte) 0xA9, 0, 0, 0, 1, '7'};
    assertThat(new HashInput().add("ab").add("é").add(7).sha256())
        .isEqualTo(HashInput.sha256(expected));
  }

  @Test
  void aLongFieldHasItsWholeLength() {
    String text = "x".repeat(70_000);
    byte[] expected = new byte[4 + 70_000];
    expected[1] = 1;
    expected[2] = 0x11;
    expected[3] = 0x70;
    System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, expected, 4, 70_000);
    assertThat(new HashInput().add(text).sha256()).isEqualTo(HashInput.sha256(expected));
  }

  @Test
  void differentListsOfFieldsNeverShareAHash() {
    Set<String> hashes = new HashSet<>();
    hashes.add(new HashInput().hex());
    hashes.add(new HashInput().add("").hex());
    hashes.add(new HashInput().add("ab").add("c").hex());
    hashes.add(new HashInput().add("a").add("bc").hex());
    hashes.add(new HashInput().add("abc").hex());
    hashes.add(new HashInput().add(List.of("a", "bc")).hex());
    hashes.add(new HashInput().add(List.of("a")).add("bc").hex());
    hashes.add(new HashInput().add(List.of()).hex());
    hashes.add(new HashInput().add(Map.of("ab", "c")).hex());
    assertThat(hashes).hasSize(9);
  }

  @Test
  void aMapIsWrittenInTheOrderOfItsKeys() {
    assertThat(new HashInput().add(Map.of("b", "2", "a", "1")).hex())
        .isEqualTo(new HashInput().add(2).add("a").add("1").add("b").add("2").hex());
  }

  @Test
  void sha256IsSha256() {
    assertThat(HexFormat.of().formatHex(HashInput.sha256(new byte[0])))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void base32IsCrockfordsInLowerCase() {
    byte[] counting = HexFormat.of().parseHex("00443214c74254b635cf84653a56d7c675be77df");
    assertThat(Base32.encode(counting, 32)).isEqualTo("0123456789abcdefghjkmnpqrstvwxyz");
    assertThat(Base32.matches("0123456789abcdefghjkmnpqrstvwxyz")).isTrue();
    assertThat(Base32.matches("i") || Base32.matches("l") || Base32.matches("o")).isFalse();
  }
}
