package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.signin.Secret;
import dev.tidegate.cli.text.Times;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SmallPartsTest {
  private final Times times = new Times(World.NOON, ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "119, 119 s",
    "120, 2 min",
    "5399, 89 min",
    "5400, 1 h 30 min",
    "7200, 2 h",
    "172799, 47 h 59 min",
    "172800, 2 days"
  })
  void lengthsAreRoundedDown(long seconds, String words) {
    assertThat(Times.length(Duration.ofSeconds(seconds))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-03T11:43:00Z, 12:43 CET (in 43 min)",
    "2026-03-03T10:57:00Z, 11:57 CET (3 min ago)",
    "2026-03-03T11:00:00Z, 12:00 CET (now)",
    "2026-03-03T23:30:00Z, Wed 4 Mar 00:30 CET (in 12 h 30 min)",
    "2026-07-01T10:00:00Z, Wed 1 Jul 12:00 CEST (in 119 days)",
    "2027-01-01T10:00:00Z, 1 Jan 2027 11:00 CET (in 303 days)",
  })
  void timesAreLocalAndSayHowFarAway(Instant at, String words) {
    assertThat(times.full(at)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example/v1",
        "http://127.0.0.1:1/x",
        "http://localhost:8080",
        "http://api.localhost",
        "http://[::1]:5/"
      })
  void aSecretMayGoToTheseAddresses(String address) {
    assertThat(Addresses.secure("it", address)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "ftp://x",
        "https://u:p@x",
        "x",
        "https://",
        " "
      })
  void aSecretMayNotGoToTheseAddresses(String address) {
    assertThatThrownBy(() -> Addresses.secure("it", address)).isInstanceOf(CommandFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":[1,2.50,true,null,\"\\u00fc\\n\"],\"b\":{}}", "[]", "\"x\"", "-1e5"})
  void jsonComesBackAsItWas(String text) {
    assertThat(JsonWriter.compact(JsonReader.ANSWER.tree(text).orElseThrow()))
        .isEqualTo(text.replace("\\u00fc", "\u00fc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "nope", "{'a':1}", "[1,]"})
  void whatIsNotOneJsonDocumentIsNotRead(String text) {
    assertThat(JsonReader.ANSWER.tree(text)).isEmpty();
  }

  @Test
  void aSecretDoesNotShowItself() {
    assertThat(new Secret("token")).hasToString("***");
  }
}
