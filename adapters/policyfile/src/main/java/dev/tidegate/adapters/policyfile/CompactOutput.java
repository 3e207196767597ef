package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.AccessDuration;
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
import java.io.ByteArrayOutputStream;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Writes the elements of the compact form: variable-length numbers, strings that are written once,
/// lists preceded by their size, and conditions.
abstract class CompactOutput {
  final Map<String, Integer> texts = new LinkedHashMap<>();
  ByteArrayOutputStream out = new ByteArrayOutputStream();

  final void condition(Condition condition) {
    kind(CompactKinds.of(condition));
    switch (condition) {
      case Condition.InGroup(Audience.Members(SortedSet<Group> groups)) ->
          list(groups, this::group);
      case Condition.InGroup(Audience.Everybody _) -> {}
      case Condition.ForUse one -> uses(one.uses());
      case Condition.NoLongerThan one -> span(one.longest());
      case Condition.TicketLike one -> text(one.pattern().pattern());
      case Condition.AccountLabels one -> labels(one.labels());
      case Condition.InUnit one -> text(one.path());
      case Condition.StartsWithin one -> span(one.most());
      case Hours hours -> hours(hours);
      case SecondFactor one -> maybe(one.within(), this::duration);
      case Network one -> list(one.ranges(), range -> text(range.toString()));
      case OnCall one -> onCall(one.source());
    }
  }

  final void kind(Enum<?> kind) {
    number(kind.ordinal());
  }

  final void hours(Hours hours) {
    text(hours.zone().getId());
    list(new TreeSet<>(hours.days()), (DayOfWeek day) -> number(day.getValue()));
    maybe(
        hours.window(),
        window -> {
          text(window.from().toString());
          text(window.until().toString());
        });
    list(
        hours.dates(),
        dates -> {
          text(dates.first().toString());
          text(dates.last().toString());
        });
  }

  final void onCall(OnCall.Source source) {
    kind(CompactKinds.of(source));
    switch (source) {
      case OnCall.Source.Claim claim -> {
        text(claim.name());
        list(claim.values(), this::text);
      }
      case OnCall.Source.Members members -> list(members.groups(), this::group);
      case OnCall.Source.Turn(Rota rota) -> rota(rota);
    }
  }

  private void rota(Rota rota) {
    text(rota.name().text());
    text(rota.zone().getId());
    text(rota.first().toString());
    number(rota.days());
    list(rota.people(), this::person);
    list(
        rota.overrides(),
        swap -> {
          text(swap.from().toString());
          text(swap.until().toString());
          person(swap.person());
        });
  }

  final void person(PrincipalId person) {
    text(person.canonical());
  }

  final void group(Group group) {
    text(group.name());
  }

  final void uses(Set<Use> uses) {
    list(new TreeSet<>(uses), use -> text(use.word()));
  }

  final void span(AccessDuration span) {
    duration(span.length());
  }

  /// Writes a duration in seconds; all durations of the language are whole seconds.
  final void duration(Duration length) {
    number(Math.toIntExact(length.toSeconds()));
  }

  final void labels(Map<String, String> labels) {
    list(
        new TreeMap<>(labels).entrySet(),
        label -> {
          text(label.getKey());
          text(label.getValue());
        });
  }

  final <T> void list(Collection<T> items, Consumer<T> each) {
    number(items.size());
    items.forEach(each);
  }

  final <T> void maybe(Optional<T> value, Consumer<T> writer) {
    number(value.isPresent() ? 1 : 0);
    value.ifPresent(writer);
  }

  final void text(String text) {
    Integer known = texts.putIfAbsent(text, texts.size());
    number(known == null ? texts.size() - 1 : known);
  }

  final void number(int value) {
    int left = value;
    while (left > 0x7F) {
      out.write((left & 0x7F) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }
}
