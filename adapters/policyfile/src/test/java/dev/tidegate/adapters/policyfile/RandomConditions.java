package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Rota;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Random conditions about time, place and who is on call.
record RandomConditions(Random random) {
  private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");

  Condition other() {
    return switch (random.nextInt(4)) {
      case 0 -> hours();
      case 1 -> new SecondFactor(maybe(() -> Duration.ofMinutes(1 + random.nextInt(999))));
      case 2 -> new Network(some(this::range));
      default -> new OnCall(source());
    };
  }

  private Hours hours() {
    return new Hours(
        zone(),
        Set.of(DayOfWeek.of(1 + random.nextInt(7))),
        maybe(() -> new Hours.Window(time(0), time(12))),
        random.nextBoolean() ? List.of() : some(() -> new Hours.Dates(day(), day())));
  }

  private Network.Range range() {
    String text =
        random.nextBoolean()
            ? "10." + random.nextInt(256) + ".0.0/16"
            : "2001:db8:" + random.nextInt(9999) + "::/48";
    return Network.Range.parse(text).orElseThrow();
  }

  private OnCall.Source source() {
    return switch (random.nextInt(3)) {
      case 0 ->
          new OnCall.Source.Claim(
              "claim" + random.nextInt(9), new TreeSet<>(some(() -> "value" + random.nextInt(9))));
      case 1 ->
          new OnCall.Source.Members(new TreeSet<>(some(() -> new Group("g" + random.nextInt(9)))));
      default ->
          new OnCall.Source.Turn(
              new Rota(
                  new Name("rota" + random.nextInt(9)),
                  zone(),
                  LocalDateTime.of(2026, 1, 1 + random.nextInt(28), random.nextInt(24), 0),
                  1 + random.nextInt(366),
                  some(this::person),
                  random.nextBoolean()
                      ? List.of()
                      : some(() -> new Rota.Swap(instant(), instant(), person()))));
    };
  }

  private PrincipalId person() {
    return new PrincipalId("https://id-" + random.nextInt(3), "p|" + random.nextInt(99));
  }

  private Instant instant() {
    return FIRST.plusSeconds(random.nextInt(1_000_000));
  }

  private ZoneId zone() {
    return ZoneId.of(random.nextBoolean() ? "Europe/Berlin" : "+05:30");
  }

  private LocalTime time(int from) {
    return LocalTime.of(from + random.nextInt(12), random.nextInt(60));
  }

  private MonthDay day() {
    return MonthDay.of(1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  private <T> List<T> some(Supplier<T> one) {
    return Stream.generate(one).limit(1 + random.nextInt(3)).toList();
  }

  private <T> Optional<T> maybe(Supplier<T> one) {
    return random.nextBoolean() ? Optional.of(one.get()) : Optional.empty();
  }
}
