package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Audience;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Rota;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads what [CompactOutput] wrote. A list that claims more items than there are bytes left is
/// invalid.
abstract class CompactInput {
  final byte[] in;
  private final Map<String, Name> names = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, Pattern> patterns = new HashMap<>();
  int at = 1;
  List<String> texts = List.of();

  CompactInput(byte[] in) {
    this.in = in;
  }

  final Condition condition() {
    return switch (kind(CompactKinds.OfCondition.values(), "condition")) {
      case IN_GROUPS -> new Condition.InGroup(audience());
      case FOR_EVERYBODY -> new Condition.InGroup(new Audience.Everybody());
      case FOR_USE -> new Condition.ForUse(Set.copyOf(list(this::use)));
      case NO_LONGER_THAN -> new Condition.NoLongerThan(span());
      case TICKET_LIKE -> new Condition.TicketLike(pattern());
      case ACCOUNT_LABELS -> new Condition.AccountLabels(new TreeMap<>(labels()));
      case IN_UNIT -> new Condition.InUnit(text());
      case STARTS_WITHIN -> new Condition.StartsWithin(span());
      case HOURS -> hours();
      case SECOND_FACTOR -> new SecondFactor(maybe(this::duration));
      case NETWORK -> new Network(list(() -> Network.Range.parse(text()).orElseThrow()));
      case ON_CALL -> new OnCall(source());
    };
  }

  /// Reads which of `kinds` comes next.
  final <E extends Enum<E>> E kind(E[] kinds, String what) {
    int number = number();
    if (number >= kinds.length) {
      throw unknown(what);
    }
    return kinds[number];
  }

  /// Reads an audience. In the previous format, everybody was a group called `*`, as it still is in
  /// policy files.
  private Audience audience() {
    TreeSet<Group> groups = groups();
    return in[0] == CompactPolicy.BEFORE
            && groups.equals(Set.of(new Group(CommonReaders.EVERYBODY)))
        ? new Audience.Everybody()
        : new Audience.Members(groups);
  }

  final Hours hours() {
    return new Hours(
        ZoneId.of(text()),
        Set.copyOf(list(() -> DayOfWeek.of(number()))),
        maybe(() -> new Hours.Window(LocalTime.parse(text()), LocalTime.parse(text()))),
        list(() -> new Hours.Dates(MonthDay.parse(text()), MonthDay.parse(text()))));
  }

  final OnCall.Source source() {
    return switch (kind(CompactKinds.OfSource.values(), "source of on-call")) {
      case CLAIM -> new OnCall.Source.Claim(text(), new TreeSet<>(list(this::text)));
      case MEMBERS -> new OnCall.Source.Members(groups());
      case TURN -> new OnCall.Source.Turn(rota());
    };
  }

  private Rota rota() {
    return new Rota(
        name(),
        ZoneId.of(text()),
        LocalDateTime.parse(text()),
        number(),
        list(this::person),
        list(() -> new Rota.Swap(Instant.parse(text()), Instant.parse(text()), person())));
  }

  final PrincipalId person() {
    return PrincipalId.parse(text());
  }

  final TreeSet<Group> groups() {
    return new TreeSet<>(list(() -> groups.computeIfAbsent(text(), Group::new)));
  }

  final Name name() {
    return names.computeIfAbsent(text(), Name::new);
  }

  final Pattern pattern() {
    return patterns.computeIfAbsent(text(), Pattern::compile);
  }

  final Use use() {
    return Use.of(text()).orElseThrow(() -> unknown("use"));
  }

  final AccessDuration span() {
    return new AccessDuration(duration());
  }

  final Duration duration() {
    return Duration.ofSeconds(number());
  }

  final Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    list(() -> Map.entry(text(), text())).forEach(one -> labels.put(one.getKey(), one.getValue()));
    return labels;
  }

  final <T> List<T> list(Supplier<T> item) {
    int size = number();
    if (size > in.length - at) {
      throw unknown("count");
    }
    List<T> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(item.get());
    }
    return items;
  }

  final <T> Optional<T> maybe(Supplier<T> value) {
    return flag() ? Optional.of(value.get()) : Optional.empty();
  }

  final boolean flag() {
    int number = number();
    if (number > 1) {
      throw unknown("choice");
    }
    return number == 1;
  }

  final String text() {
    return texts.get(number());
  }

  final String bytes() {
    int length = number();
    String text = new String(in, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  final int number() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = in[at++];
      value |= (next & 0x7F) << shift;
      if (next >= 0 && value >= 0) {
        return value;
      }
    }
    throw unknown("number");
  }

  static IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException("no such " + what + " in a compact policy");
  }
}
