package dev.tidegate.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.InlinePolicyName.PackedRevocations;
import dev.tidegate.core.access.InlinePolicyName.Revocation;
import dev.tidegate.core.access.InlinePolicyName.RevocationReserve;
import dev.tidegate.core.access.InlinePolicyName.RoleWideRevocation;
import dev.tidegate.core.access.InlinePolicyName.Temporary;
import dev.tidegate.core.access.InlinePolicyName.Unknown;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InlinePolicyNameTest {
  private static final GrantId GRANT = new GrantId("g-0123456789abcdef");
  private static final Instant UNTIL = Instant.ofEpochSecond(1_772_363_100);
  private static final String HASH = "0123456789abcdef";

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("Tidegate-g-0123456789abcdef", new Temporary(GRANT)),
        Arguments.of("TidegateDeny-g-0123456789abcdef", new Revocation(GRANT)),
        Arguments.of(
            "TidegateDenies-1772363100-0123456789abcdef", new PackedRevocations(UNTIL, HASH)),
        Arguments.of(
            "TidegateDenies-0-0123456789abcdef", new PackedRevocations(Instant.EPOCH, HASH)),
        Arguments.of(
            "TidegateDenies-999999999999-0123456789abcdef",
            new PackedRevocations(Instant.ofEpochSecond(999_999_999_999L), HASH)),
        Arguments.of("TidegateCut", new RoleWideRevocation()),
        Arguments.of("TidegateReserve", new RevocationReserve()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachKindHasOneName(String text, InlinePolicyName name) {
    assertThat(name.text()).isEqualTo(text);
    assertThat(InlinePolicyName.parse(text)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tidegate-",
        "Tidegate-observe",
        "Tidegate-g-1",
        "Tidegate-g-0123456789abcdeu",
        "Tidegate-g-0123456789ABCDEF",
        "TidegateDeny-",
        "TidegateDeny-g-0123456789abcde",
        "TidegateDeny-g-0123456789abcdef ",
        "TidegateDenies-",
        "TidegateDenies-x",
        "TidegateDenies--0123456789abcdef",
        "TidegateDenies-1772363100-0123456789abcde",
        "TidegateDenies-1772363100-0123456789abcdeF",
        "TidegateDenies-1772363100_0123456789abcdef",
        "TidegateDenies-01-0123456789abcdef",
        "TidegateDenies-+1-0123456789abcdef",
        "TidegateDenies--1-0123456789abcdef",
        "TidegateDenies-1000000000000-0123456789abcdef",
        "TidegateDenies-\u0661-0123456789abcdef"
      })
  void aNameThatOnlyBeginsLikeOneIsUnknownAndKeepsItsText(String text) {
    assertThat(InlinePolicyName.parse(text)).contains(new Unknown(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "own",
        "Tidegate",
        "tidegate-g-0123456789abcdef",
        "TidegateDenyFlows",
        "TidegateCuts",
        "TidegateReserved",
        "xTidegate-g-0123456789abcdef",
        "TidegateDenies"
      })
  void anyOtherNameIsNoneOfTidegatesBusiness(String text) {
    assertThat(InlinePolicyName.parse(text)).isEmpty();
  }

  @Test
  void packsOfDifferentContentOrTimeHaveDifferentNames() {
    assertThat(PackedRevocations.of(UNTIL, "{}")).isEqualTo(PackedRevocations.of(UNTIL, "{}"));
    assertThat(PackedRevocations.of(UNTIL, "{}"))
        .isNotEqualTo(PackedRevocations.of(UNTIL, "{ }"))
        .isNotEqualTo(PackedRevocations.of(UNTIL.plusSeconds(1), "{}"));
    assertThat(PackedRevocations.of(UNTIL, "{}").text())
        .isEqualTo("TidegateDenies-1772363100-fc1212e550a498c5");
  }

  @Test
  void aPackThatCouldNotBeReadAgainIsNotMade() {
    for (Instant until :
        List.of(
            UNTIL.plusMillis(1),
            Instant.ofEpochSecond(-1),
            Instant.ofEpochSecond(1_000_000_000_000L))) {
      assertThatThrownBy(() -> new PackedRevocations(until, HASH))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String hash : List.of("", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdef0")) {
      assertThatThrownBy(() -> new PackedRevocations(UNTIL, hash))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /// Names of grants and packs, whole or with one character changed, dropped or added.
  @Test
  void whateverIsReadIsWrittenBackLetterByLetter() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int known = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = text(random);
      String tried = random.nextBoolean() ? text : changed(text, random);
      InlinePolicyName read = InlinePolicyName.parse(tried).orElse(new Unknown(tried));
      assertThat(read.text()).as("seed %d", seed).isEqualTo(tried);
      if (tried.equals(text)) {
        assertThat(read).as("seed %d: %s", seed, text).isNotInstanceOf(Unknown.class);
        known++;
      }
      assertThat(text.length()).isLessThan(128);
    }
    assertThat(known).as("seed %d", seed).isGreaterThan(5_000);
  }

  private static String text(Random random) {
    GrantId grant =
        GrantId.of(
            new RequestId(
                "r-"
                    + random
                        .ints(16, 0, 32)
                        .mapToObj("0123456789abcdefghjkmnpqrstvwxyz"::charAt)
                        .map(String::valueOf)
                        .reduce("", String::concat)));
    return switch (random.nextInt(3)) {
      case 0 -> new Temporary(grant).text();
      case 1 -> new Revocation(grant).text();
      default ->
          new PackedRevocations(
                  Instant.ofEpochSecond(random.nextLong(1_000_000_000_000L)),
                  HexFormat.of().toHexDigits(random.nextLong()))
              .text();
    };
  }

  private static String changed(String text, Random random) {
    int at = random.nextInt(text.length());
    String rest = text.substring(at + 1);
    char other = "-0g9zTD_ ".charAt(random.nextInt(9));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + rest;
      case 1 -> text.substring(0, at) + other + rest;
      default -> text.substring(0, at) + other + text.substring(at);
    };
  }
}
