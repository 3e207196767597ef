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

/// What the compact form is made of: numbers of variable length, texts that are written once, lists
/// after their size, and conditions.
abstract class CompactOutput {
  final Map<String, Integer> texts = new LinkedHashMap<>();
  ByteArrayOutputStream out = new ByteArrayOutputStream();

  final void condition(Condition condition) {
    switch (condition) {
      case Condition.InGroup(Audience audience) -> audience(audience);
      case Condition.ForUse one -> {
        number(1);
        uses(one.uses());
      }
      case Condition.NoLongerThan one -> {
        number(2);
        span(one.longest());
      }
      case Condition.TicketLike one -> {
        number(3);
        text(one.pattern().pattern());
      }
      case Condition.AccountLabels one -> {
        number(4);
        labels(one.labels());
      }
      case Condition.InUnit one -> {
        number(5);
        text(one.path());
      }
      case Condition.StartsWithin one -> {
        number(6);
        span(one.most());
      }
      case Hours hours -> {
        number(7);
        hours(hours);
      }
      case SecondFactor one -> {
        number(8);
        maybe(one.within(), this::duration);
      }
      case Network one -> {
        number(9);
        list(one.ranges(), range -> text(range.toString()));
      }
      case OnCall one -> {
        number(10);
        onCall(one.source());
      }
    }
  }

  private void audience(Audience audience) {
    switch (audience) {
      case Audience.Members(SortedSet<Group> groups) -> {
        number(0);
        list(groups, this::group);
      }
      case Audience.Everybody _ -> number(11);
    }
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
    switch (source) {
      case OnCall.Source.Claim claim -> {
        number(0);
        text(claim.name());
        list(claim.values(), this::text);
      }
      case OnCall.Source.Members members -> {
        number(1);
        list(members.groups(), this::group);
      }
      case OnCall.Source.Turn(Rota rota) -> {
        number(2);
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
    }
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

  /// All lengths of the language are whole seconds.
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
