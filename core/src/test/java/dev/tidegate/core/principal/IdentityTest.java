package dev.tidegate.core.principal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  @Test
  void isIssuerAndSubjectAndReadsBack() {
    PrincipalId id = new PrincipalId("https://id.example.com", "a|b");

    assertThat(id.canonical()).isEqualTo("https://id.example.com|a|b");
    assertThat(PrincipalId.parse(id.canonical())).isEqualTo(id);
  }

  @Test
  void ofTwoIssuersOrInTwoSpellingsIsTwoIdentities() {
    assertThat(new PrincipalId("https://a", "Ann"))
        .isNotEqualTo(new PrincipalId("https://b", "Ann"))
        .isNotEqualTo(new PrincipalId("https://a", "ann"));
  }

  /// `a` + `b|c` and `a|b` + `c` would be one text.
  @Test
  void hasNoBarInItsIssuer() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PrincipalId("a|b", "c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000", "a\nb"})
  void hasNoBlankOrUnprintablePart(String part) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PrincipalId("https://a", part));
    assertThatIllegalArgumentException().isThrownBy(() -> new PrincipalId(part, "b"));
  }

  @Test
  void mapsToWhatStsTakesWhateverTheLabel() {
    for (String label :
        new String[] {
          "a", "Zo\u00eb \u00d6zg\u00fcr", "x".repeat(256), "aws:admin", "\ud83d\ude00", "[a](b)"
        }) {
      String value = SourceIdentity.of(new PrincipalId("https://a", "1"), label).value();

      assertThat(value).matches("[A-Za-z0-9_+=,.@-]{2,64}").doesNotStartWith("aws:");
    }
  }

  @Test
  void mapsApartHoweverAlikeTheLabels() {
    Random random = new Random(7);
    Set<String> values = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      PrincipalId id = new PrincipalId("https://" + random.nextInt(10), "subject " + i);
      values.add(SourceIdentity.of(id, i % 2 == 0 ? "ann" : "a?n").value());
    }
    assertThat(values).hasSize(50_000);
  }

  @Test
  void mapsTheSameEachTime() {
    PrincipalId id = new PrincipalId("https://a", "1");

    assertThat(SourceIdentity.of(id, "ann")).isEqualTo(SourceIdentity.of(id, "ann"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " a",
        "a ",
        "a\tb",
        "a\nb",
        "a\u00a0b",
        "a\u2028b",
        "a\ufeff",
        "a\u0000",
        "a\ud800"
      })
  void isNotInAGroupWhoseNameIsNotOneLineOfText(String name) {
    assertThat(Group.valid(name)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new Group(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders-dev",
        "Orders/Dev",
        "dev@example.com",
        "g:1",
        "Domain Users",
        "CN=a,OU=b",
        "[a]",
        "\ud83d\ude00"
      })
  void isInAGroupWithAnyOtherName(String name) {
    assertThat(new Group(name).name()).isEqualTo(name);
  }

  /// Characters are counted, not the halves of which some are made.
  @Test
  void isInAGroupWithANameOf250CharactersAtMost() {
    assertThat(Group.valid("\ud83d\ude00".repeat(250))).isTrue();
    assertThat(Group.valid("a".repeat(251))).isFalse();
  }
}
