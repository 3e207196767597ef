package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.Rota;
import dev.tidegate.core.principal.PrincipalId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads the people that the file defines, and their on-call rotas.
final class RotaReader {
  private static final int MOST_PEOPLE = 100;
  private static final int MOST_OVERRIDES = 500;
  private static final int MOST_DAYS = 366;

  private final NamedItems<PrincipalId> people;

  RotaReader(NamedItems<PrincipalId> people) {
    this.people = people;
  }

  /// Reads a person by issuer and subject, never by an address or a label, which may belong to
  /// somebody else tomorrow.
  static Optional<PrincipalId> person(Name name, YamlValue at) {
    YamlMapping fields = at.fields("issuer", "subject");
    Optional<String> issuer = fields.need("issuer").flatMap(RotaReader::issuer);
    Optional<String> subject = fields.need("subject").flatMap(RotaReader::identity);
    return issuer.flatMap(one -> subject.map(other -> new PrincipalId(one, other)));
  }

  private static Optional<String> issuer(YamlValue at) {
    return at.text(
        "the issuer of the person's tokens, such as https://id.example.com",
        text -> Optional.of(text).filter(one -> plain(one) && one.indexOf('|') < 0));
  }

  private static Optional<String> identity(YamlValue at) {
    return at.text(
        "the subject of the person's tokens, 1 to 512 printable characters",
        text -> Optional.of(text).filter(RotaReader::plain));
  }

  private static boolean plain(String text) {
    return !text.isBlank()
        && text.length() <= 512
        && text.chars().noneMatch(Character::isISOControl);
  }

  Optional<Rota> read(Name name, YamlValue at) {
    YamlMapping fields = at.fields("zone", "first", "days", "people", "overrides");
    Optional<ZoneId> zone = fields.need("zone").flatMap(TimeReader::zone);
    Optional<LocalDateTime> first = fields.need("first").flatMap(RotaReader::dateTime);
    Optional<Integer> days = fields.need("days").flatMap(value -> value.whole(1, MOST_DAYS));
    List<PrincipalId> turns = new ArrayList<>();
    boolean known = true;
    for (YamlValue item :
        fields.need("people").map(all -> all.items(MOST_PEOPLE)).orElse(List.of())) {
      Optional<PrincipalId> person = personOf(item);
      known &= person.isPresent();
      person.ifPresent(turns::add);
    }
    List<Rota.Swap> overrides =
        zone.flatMap(one -> fields.get("overrides").map(all -> overrides(all, one)))
            .orElse(List.of());
    return zone.isEmpty() || first.isEmpty() || days.isEmpty() || !known || turns.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rota(name, zone.get(), first.get(), days.get(), turns, overrides));
  }

  private Optional<PrincipalId> personOf(YamlValue at) {
    return people.refer(at, "a person").flatMap(people::value);
  }

  private List<Rota.Swap> overrides(YamlValue at, ZoneId zone) {
    List<Rota.Swap> overrides = new ArrayList<>();
    for (YamlValue item : at.items(MOST_OVERRIDES)) {
      override(item, zone).ifPresent(overrides::add);
    }
    List<Rota.Swap> inTime =
        overrides.stream().sorted(Comparator.comparing(Rota.Swap::from)).toList();
    for (int i = 1; i < inTime.size(); i++) {
      if (inTime.get(i).from().isBefore(inTime.get(i - 1).until())) {
        at.report(
            FindingCode.CONFLICTING_KEYS,
            "overrides that do not overlap expected, found two at "
                + TimeReader.written(inTime.get(i).from(), zone));
      }
    }
    return overrides;
  }

  private Optional<Rota.Swap> override(YamlValue at, ZoneId zone) {
    YamlMapping fields = at.fields("from", "until", "person");
    Optional<Instant> from =
        fields.need("from").flatMap(RotaReader::dateTime).map(one -> one.atZone(zone).toInstant());
    Optional<Instant> until =
        fields.need("until").flatMap(RotaReader::dateTime).map(one -> one.atZone(zone).toInstant());
    Optional<PrincipalId> person = fields.need("person").flatMap(this::personOf);
    if (from.isEmpty() || until.isEmpty() || person.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(until.get())) {
      at.report(FindingCode.INVALID_VALUE, "until after from expected");
      return Optional.empty();
    }
    return Optional.of(new Rota.Swap(from.get(), until.get(), person.get()));
  }

  private static Optional<LocalDateTime> dateTime(YamlValue at) {
    return at.text(
        "a date and time such as 2026-01-05T09:00",
        text -> {
          try {
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
                ? Optional.of(LocalDateTime.parse(text))
                : Optional.empty();
          } catch (DateTimeException e) {
            return Optional.empty();
          }
        });
  }
}
