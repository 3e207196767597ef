package dev.tidegate.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.principal.PrincipalId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
  @Test
  void aRequestAndItsGrantShareTheirCharacters() {
    RequestId id = new RequestId("r-0123456789abcdef");
    assertThat(GrantId.of(id).text()).isEqualTo("g-0123456789abcdef");
    assertThat(GrantId.of(id).request()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "r-",
        "g-0123456789abcdef",
        "r-0123456789abcde",
        "r-0123456789abcdef0",
        "r-0123456789ABCDEF",
        "r-0123456789abcdei",
        "r-0123456789abcd/f"
      })
  void whatIsNoIdIsNotTaken(String text) {
    assertThat(RequestId.matches(text)).isFalse();
    assertThatThrownBy(() -> new RequestId(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(GrantId.matches(text.replaceFirst("^r", "g"))).isEqualTo(text.startsWith("g-"));
  }

  @Test
  void everyBitOfTheRandomBytesCounts() {
    byte[] none = new byte[RequestId.BYTES];
    for (int bit = 0; bit < RequestId.BYTES * 8; bit++) {
      byte[] one = Arrays.copyOf(none, none.length);
      one[bit / 8] = (byte) (1 << bit % 8);
      assertThat(RequestId.of(one)).isNotEqualTo(RequestId.of(none));
    }
    assertThatThrownBy(() -> RequestId.of(new byte[9]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyGivesTheSameIdToTheSamePersonOnly() {
    PrincipalId alice = Samples.ALICE.id();
    assertThat(RequestId.of(alice, "k")).isEqualTo(RequestId.of(alice, "k"));
    assertThat(RequestId.of(alice, "k")).isNotEqualTo(RequestId.of(alice, "l"));
    assertThat(RequestId.of(alice, "k")).isNotEqualTo(RequestId.of(Samples.BOB.id(), "k"));
    assertThat(RequestId.of(new PrincipalId("a", "bc"), "d"))
        .isNotEqualTo(RequestId.of(new PrincipalId("a", "b"), "cd"));
  }
}
