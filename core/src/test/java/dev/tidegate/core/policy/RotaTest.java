package dev.tidegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ann, Bob, Cid, a week each, handing over on Mondays at 09:00 in Berlin from 2026-01-05 on.
class RotaTest {
  private static final Rota WEEKLY = rota("2026-01-05T09:00", 7);

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T08:00:00Z,ann",
    "2026-01-12T07:59:59Z,ann",
    "2026-01-12T08:00:00Z,bob",
    "2026-01-19T08:00:00Z,cid",
    "2026-01-26T08:00:00Z,ann",
    "2026-03-30T06:59:59Z,cid",
    "2026-03-30T07:00:00Z,ann",
    "2026-10-26T07:59:59Z,cid",
    "2026-10-26T08:00:00Z,ann",
    "2036-01-07T12:00:00Z,ann"
  })
  void goesRoundForEverAndHandsOverByTheClocksOfTheZone(Instant now, String person) {
    assertThat(WEEKLY.onCall(now)).contains(id(person));
  }

  @Test
  void hasNobodyBeforeItBegins() {
    assertThat(WEEKLY.onCall(Instant.parse("2026-01-05T07:59:59Z"))).isEmpty();
    assertThat(WEEKLY.onCall(Instant.EPOCH)).isEmpty();
  }

  @Test
  void givesWayToAnOverrideFromItsFirstSecondUntilItsLast() {
    Instant from = Instant.parse("2026-01-07T12:00:00Z");
    Instant until = Instant.parse("2026-01-08T12:00:00Z");
    Rota rota =
        new Rota(
            WEEKLY.name(),
            WEEKLY.zone(),
            WEEKLY.first(),
            7,
            WEEKLY.people(),
            List.of(new Rota.Swap(from, until, id("eve"))));

    assertThat(rota.onCall(from.minusSeconds(1))).contains(id("ann"));
    assertThat(rota.onCall(from)).contains(id("eve"));
    assertThat(rota.onCall(until.minusSeconds(1))).contains(id("eve"));
    assertThat(rota.onCall(until)).contains(id("ann"));
  }

  /// Handover at 02:30: skipped on 2026-03-29, there twice on 2026-10-25.
  @Test
  void handsOverOnceEvenWhenClocksRepeatTheHour() {
    Rota nightly = rota("2026-03-01T02:30", 1);

    for (String change : List.of("2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z")) {
      Optional<PrincipalId> before = nightly.onCall(Instant.parse(change));
      int changes = 0;
      Optional<PrincipalId> last = before;
      for (int minute = 0; minute < 4 * 60; minute++) {
        Optional<PrincipalId> now = nightly.onCall(Instant.parse(change).plusSeconds(60L * minute));
        if (!now.equals(last)) {
          changes++;
          last = now;
        }
      }
      assertThat(changes).as(change).isEqualTo(1);
    }
  }

  /// The slow way: count handovers one by one.
  @Test
  void agreesWithCountingHandovers() {
    Rota rota = rota("2025-02-28T23:45", 3);
    Instant now = Instant.parse("2025-03-01T00:00:00Z");
    int turn = 0;
    for (int step = 0; step < 20_000; step++) {
      now = now.plusSeconds(3_607);
      while (!now.isBefore(
          LocalDateTime.parse("2025-02-28T23:45")
              .plusDays(3L * (turn + 1))
              .atZone(rota.zone())
              .toInstant())) {
        turn++;
      }
      assertThat(rota.onCall(now)).as("%s", now).contains(rota.people().get(turn % 3));
    }
  }

  private static Rota rota(String first, int days) {
    return new Rota(
        new Name("orders"),
        ZoneId.of("Europe/Berlin"),
        LocalDateTime.parse(first),
        days,
        List.of(id("ann"), id("bob"), id("cid")),
        List.of());
  }

  private static PrincipalId id(String name) {
    return new PrincipalId("https://id.example.com", name);
  }
}
