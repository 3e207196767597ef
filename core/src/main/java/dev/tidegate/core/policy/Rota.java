package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// An on-call rota: people take turns of whole days, one after another, for ever; overrides take
/// precedence.
///
/// Handovers are at the same local time in the zone, so a turn in which clocks change is an hour
/// longer or shorter. Before the first handover, nobody is on call.
///
/// @param first the first handover
/// @param days the length of a turn, 1 to 366
/// @param people in the order of turns; a person may occur several times
public record Rota(
    Name name,
    ZoneId zone,
    LocalDateTime first,
    int days,
    List<PrincipalId> people,
    List<Swap> overrides) {
  public Rota {
    people = List.copyOf(people);
    overrides = List.copyOf(overrides);
    if (people.isEmpty() || days < 1 || days > 366) {
      throw new IllegalArgumentException("a rota has people, and turns of 1 to 366 days");
    }
  }

  /// An override: another person is on call from one instant until another.
  public record Swap(Instant from, Instant until, PrincipalId person) {
    boolean covers(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  /// Returns who is on call.
  public Optional<PrincipalId> onCall(Instant now) {
    for (Swap override : overrides) {
      if (override.covers(now)) {
        return Optional.of(override.person());
      }
    }
    return now.isBefore(handover(0)) ? Optional.empty() : Optional.of(people.get(turn(now)));
  }

  private int turn(Instant now) {
    long turn = ChronoUnit.DAYS.between(first, now.atZone(zone).toLocalDateTime()) / days;
    while (now.isBefore(handover(turn))) {
      turn--;
    }
    while (!now.isBefore(handover(turn + 1))) {
      turn++;
    }
    return (int) (turn % people.size());
  }

  private Instant handover(long turn) {
    return first.plusDays(turn * days).atZone(zone).toInstant();
  }
}
